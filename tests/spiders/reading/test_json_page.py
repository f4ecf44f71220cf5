from __future__ import annotations

import pytest

from spiders.page import Page
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at, texts_at


@pytest.mark.parametrize("body", [b"", b"<html>", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_nothing(body: bytes) -> None:
    assert json_of(Page("https://a.example/", body)) is None


def test_a_byte_order_mark_is_passed_over() -> None:
    assert json_of(Page("https://a.example/", b'\xef\xbb\xbf{"a": 1}')) == {"a": 1}


def test_a_path_that_breaks_off_leads_to_nothing() -> None:
    data = {"jobs": [{"id": 7}]}
    assert dig(data, "jobs", 0, "id") == 7
    assert dig(data, "jobs", 1, "id") is None
    assert dig(data, "jobs", "id") is None
    assert dig(data, 0) is None


@pytest.mark.parametrize(
    ("value", "text"), [("  cook ", "cook"), (" ", None), (12, "12"), (0.5, "0.5"), (True, None), ([], None), (None, None)]
)
def test_text_is_what_is_printed(value: object, text: str | None) -> None:
    assert text_at({"value": value}, "value") == text


@pytest.mark.parametrize(("value", "number"), [(3, 3), ("30", 30), ("3 0", None), ("-1", None), ("9" * 30, None), ("٣", None)])
def test_a_number_is_whole(value: object, number: int | None) -> None:
    assert number_at({"value": value}, "value") == number


def test_lists_give_what_they_hold_of_the_kind() -> None:
    assert list(objects_at({"jobs": [1, {"id": 1}, None, {"id": 2}]}, "jobs")) == [{"id": 1}, {"id": 2}]
    assert list(objects_at({"jobs": {"id": 1}}, "jobs")) == []
    assert texts_at({"tags": ["a", {}, " ", 2]}, "tags") == ["a", "2"]
    assert texts_at({"tags": "a"}, "tags") == ["a"]
    assert texts_at({}, "tags") == []
