from __future__ import annotations

from typing import Any

import pytest

from compoundwatch.config import SourceConfig
from spiders.page import Draft, Link
from spiders.reading.short_list import listed

COOK = Draft(url="https://board.example/job/1", title="Cook", native_id="1")
DRIVER = Draft(url="https://board.example/story/2", title="Driver", native_id="2")
MORE = Link("https://board.example/jobs?page=2", "list")


def source(**changes: Any) -> SourceConfig:
    fields: dict[str, Any] = {
        "name": "board",
        "title": "Board",
        "home": "https://board.example/",
        "kind": "job",
        "platform": "seek",
        "start": ["https://board.example/jobs"],
        "terms": "A made-up board in a test",
    }
    return SourceConfig.model_validate(fields | changes)


def test_adverts_stand_as_the_list_prints_them() -> None:
    assert listed([COOK, DRIVER], source(), [MORE]).drafts == (COOK, DRIVER)


def test_an_advert_that_is_repeated_keeps_its_first_place() -> None:
    assert listed([COOK, DRIVER, COOK], None).drafts == (COOK, DRIVER)


def test_those_whose_pages_the_source_names_are_followed_and_the_others_stand() -> None:
    parsed = listed([COOK, DRIVER], source(detail="/job/"), [MORE])

    assert (parsed.drafts, parsed.links) == ((DRIVER,), (Link(COOK.url, "detail", native_id="1"), MORE))


def test_a_whole_advert_may_stand_elsewhere_than_where_a_person_opens_it() -> None:
    parsed = listed([COOK], source(detail="/api/"), whole_at=lambda draft: f"https://api.board.example/api/{draft.native_id}")

    assert [link.url for link in parsed.links] == ["https://api.board.example/api/1"]


def test_a_pattern_that_takes_too_long_matches_nothing() -> None:
    endless = Draft(url="https://board.example/" + "a" * 60, title="Cook")

    assert listed([endless], source(detail="(a|aa)+(b|$)c")).drafts == (endless,)


@pytest.mark.parametrize("given", [None, source()])
def test_an_empty_list_is_empty(given: SourceConfig | None) -> None:
    assert listed([], given).drafts == ()
