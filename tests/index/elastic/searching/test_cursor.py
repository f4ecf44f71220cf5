"""The end of a page asks for the next one, and nothing else does."""

from __future__ import annotations

import pytest

from compoundwatch.errors import UsageError
from index.elastic.searching.cursor import read_cursor, write_cursor
from index.store import Sort

ENDS: dict[Sort, list[object]] = {
    "newest": [1_795_000_000_000_000, 7, "a" * 32],
    "risk": [9000, 1_795_000_000_000_000, 7, "a" * 32],
    "score": [1.25, 1_795_000_000_000_000, 7, "a" * 32],
}


@pytest.mark.parametrize(("sort", "keys"), ENDS.items())
def test_where_a_page_ended_is_read_again(sort: Sort, keys: list[object]) -> None:
    assert read_cursor(write_cursor(keys), sort) == keys


def test_a_first_page_begins_nowhere() -> None:
    assert read_cursor(None, "newest") is None


@pytest.mark.parametrize("text", ["", "12", "bm9uc2Vuc2U=", "WzEsMl0=", "WzEsMiwiYSJd*", "Zm9v" * 400, "é", "bnVsbA=="])
def test_what_no_page_ended_with_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="is not where a page of results ended"):
        read_cursor(text, "newest")


def test_the_end_of_a_page_in_another_order_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        read_cursor(write_cursor(ENDS["newest"]), "risk")
