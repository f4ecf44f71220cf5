"""Answers of applicant systems in which one value is of another kind than it should be: read without it, never a crash."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spiders.page import Page
from spiders.platforms import load_platform
from spiders.saved import lone_source, postings_on

SAVED = Path(__file__).parents[2] / "pages"
NAMES = (
    "ashby", "bamboohr_detail", "bamboohr_list", "greenhouse", "lever", "recruitee", "smartrecruiters_detail",
    "smartrecruiters_list", "teamtailor", "wordpress_load_more", "wordpress_rest", "workable", "workday_detail", "workday_list",
)  # fmt: skip
WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 10**18, 1e308, "", " ", "\0", "x", "<b>", "&#x110000;", "http://[", "javascript:x", "2026-99-99",
    [], [None], [[]], ["x"], {}, {"x": 1}, {"rendered": 1}, {"0": "x"},
)  # fmt: skip


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value."""
    yield path
    if isinstance(data, dict | list):
        for key in data if isinstance(data, dict) else range(len(data)):
            yield from places(data[key], (*path, key))


def changed(data: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    data = copy.deepcopy(data)
    within = data
    for key in path[:-1]:
        within = within[key]
    within[path[-1]] = value
    return data


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_one_wrong_value_stops_no_reader(name: str, data: st.DataObject) -> None:
    answer = json.loads((SAVED / name / "page.json").read_bytes())
    wrong = changed(answer, data.draw(st.sampled_from(list(places(answer)))), data.draw(st.sampled_from(WRONG)))
    expected = json.loads((SAVED / name / "expected.json").read_bytes())
    page, platform = Page(expected["url"], json.dumps(wrong).encode()), load_platform(expected["platform"])

    platform.recognises(page)
    platform.parse(page, None)

    assert all(posting.native_id and posting.url for posting in postings_on(page, platform, lone_source(page, platform)))
