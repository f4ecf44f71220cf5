from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compoundwatch.config.sources import SelectConfig
from spiders.page import Page
from spiders.reading.json_select import draft_of, find, json_links, texts, value_of

PAGE = Page("https://api.example/v1/jobs", b"")
SELECT = SelectConfig(
    title="t",
    text="[d, r[].x]",
    native_id="id",
    url="join('', ['https://board.example/', to_string(id)])",
    hiring_organization="c.name",
    job_location="p[].city",
    base_salary="pay",
    employment_type="kinds",
    date_posted="at",
    valid_through="until",
)


@pytest.mark.parametrize(
    ("data", "expression", "found"),
    [
        ({"a": [1, "x"]}, "join('', a)", None),
        ({"a": "x"}, "sort_by(a, &b)", None),
        ({"a": None}, "length(a)", None),
        ([], "a.b.c", None),
        ({"a": {"b": 1}}, "a.b", 1),
    ],
)
def test_an_expression_that_does_not_fit_the_data_finds_nothing(data: Any, expression: str, found: Any) -> None:
    assert find(data, expression) == found


@pytest.mark.parametrize(
    ("value", "expected"),
    [("a", ["a"]), (5, ["5"]), (True, []), (None, []), ({"a": 1}, []), (["a", None, " ", 2, ["b"]], ["a", "2"]), ([], [])],
)
def test_texts_are_what_can_be_read(value: Any, expected: list[str]) -> None:
    assert texts(value) == expected


@pytest.mark.parametrize(("value", "expected"), [(0, None), (False, None), ("", None), (True, "true"), ("t2", "t2"), (7, "7")])
def test_whether_there_is_more(value: Any, expected: str | None) -> None:
    assert value_of({"more": value}, "more") == expected


def test_dates_are_read_as_text_or_as_seconds_or_milliseconds() -> None:
    draft = draft_of(PAGE, {"t": "x", "at": 1_767_225_600, "until": 1_767_225_600_000}, SELECT, ())

    assert (draft.date_posted, draft.valid_through) == (draft.valid_through, draft.date_posted)
    assert str(draft.date_posted) == "2026-01-01 00:00:00+00:00"


def test_only_links_of_the_web_are_followed_and_each_once() -> None:
    data = {"links": ["/a", "/a", "javascript:x", None, 5, "https://b.example/c", PAGE.url]}

    assert [link.url for link in json_links(PAGE, data, SelectConfig(link="links"))] == [
        "https://api.example/a",
        "https://b.example/c",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["x", "name", "city", "value", "minValue"]), inner),
    max_leaves=10,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["t", "d", "r", "id", "c", "p", "pay", "kinds", "at", "until"]), JSON))
def test_no_answer_raises(item: dict[str, Any]) -> None:
    draft = draft_of(PAGE, item, SELECT, ("en",))

    assert isinstance(draft.title, str)
