from __future__ import annotations

from typing import Any

import pytest

from compoundwatch.config import SourceConfig
from compoundwatch.errors import UsageError
from spiders.page import Page
from spiders.platforms.css import PLATFORM

LIST = b'<h1>Jobs</h1><article>Two jobs</article><ul><li><a href="/jobs/1">A</a><li><a href="/jobs/2">B</a></ul>'
DETAIL = b'<h1>Cook</h1><article>Cook rice.</article><ul><li><a href="/jobs/2">A similar job</a></ul>'


def source(**changes: Any) -> SourceConfig:
    fields: dict[str, Any] = {
        "name": "board",
        "title": "Board",
        "home": "https://board.example/",
        "kind": "job",
        "platform": "css",
        "start": ["https://board.example/jobs"],
        "terms": "A made-up board in a test",
        "select": {"link": "li a::attr(href)"},
    }
    return SourceConfig.model_validate(fields | changes)


def test_a_list_of_links_is_no_posting() -> None:
    parsed = PLATFORM.parse(Page("https://board.example/jobs", LIST), source())

    assert (parsed.drafts, [link.url for link in parsed.links]) == (
        (),
        ["https://board.example/jobs/1", "https://board.example/jobs/2"],
    )


def test_an_advert_that_links_to_others_is_a_posting_where_detail_says_so() -> None:
    parsed = PLATFORM.parse(Page("https://board.example/jobs/1", DETAIL), source(detail=r"/jobs/\d+$"))

    assert [draft.title for draft in parsed.drafts] == ["Cook"]


def test_a_headline_without_any_text_is_no_posting() -> None:
    assert PLATFORM.parse(Page("https://board.example/jobs/1", b"<h1>Cook</h1>"), source()).drafts == ()


def test_without_a_source_there_are_no_selectors() -> None:
    with pytest.raises(UsageError, match="needs a source"):
        PLATFORM.parse(Page("https://board.example/jobs/1", DETAIL), None)


def test_a_base_element_moves_the_links() -> None:
    page = Page("https://board.example/jobs", b'<base href="https://other.example/x/">' + LIST.replace(b'"/jobs/1"', b'"1"'))

    assert PLATFORM.parse(page, source()).links[0].url == "https://other.example/x/1"
