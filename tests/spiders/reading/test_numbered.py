from __future__ import annotations

import pytest

from spiders.reading.numbered import number_in, with_parameter


@pytest.mark.parametrize(
    ("query", "number"),
    [("page=3", 3), ("page=0", 0), ("a=1", None), ("page=-1", None), ("page=x", None), ("page=" + "9" * 50, None)],
)
def test_the_number_that_an_address_bears(query: str, number: int | None) -> None:
    assert number_in(f"https://board.example/jobs?{query}", "page") == number


def test_an_address_that_is_none_bears_none() -> None:
    assert number_in("https://[", "page") is None


def test_another_number_takes_its_place_and_the_rest_stands() -> None:
    assert (
        with_parameter("https://board.example/jobs?q=cook&page=1&x=1", "page", 2) == "https://board.example/jobs?q=cook&page=2&x=1"
    )
