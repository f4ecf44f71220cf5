"""Known names however they are written: spaced out, joined, with look-alikes, one letter wrong; and nothing inside other words."""

from __future__ import annotations

import pytest

from compoundwatch.text import fold
from enrich.names.matcher import NameMatcher
from enrich.writing.lookalikes import squash

MATCHER = NameMatcher([("Blue Mountain Park", 1), ("BB Park", 2), ("蓝山园区", 1), ("บลูเมาน์เทน", 1), ("Rivertown", 3)])


def found(text: str) -> list[tuple[str, int]]:
    folded = fold(text)
    return [(text[slice(*folded.span(match.start, match.end))], match.owner) for match in MATCHER.find(squash(folded))]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("at Blue Mountain Park.", "Blue Mountain Park"),
        ("BLUE-MOUNTAIN-PARK!", "BLUE-MOUNTAIN-PARK"),
        ("b l u e m o u n t a i n p a r k", "b l u e m o u n t a i n p a r k"),
        ("BlueMountainPark", "BlueMountainPark"),
        ("Blu3 M0unta1n P4rk", "Blu3 M0unta1n P4rk"),
        ("Вlue Моuntain Раrk", "Вlue Моuntain Раrk"),
        ("Blue Mountan Park", "Blue Mountan Park"),
        ("B B Park", "B B Park"),
        ("B.B. Park", "B.B. Park"),
        ("去蓝山园区吧", "蓝山园区"),
        ("蓝 山 园 区", "蓝 山 园 区"),
    ],
)
def test_ways_of_writing(text: str, raw: str) -> None:
    assert [words for words, _ in found(text)] == [raw]


@pytest.mark.parametrize(
    "text", ["bbparking", "xBB Park", "@bbpark_hr", "BB Parks", "Ri vertown", "Blue Mountain\nPark", "Blu Mountan Park", "BC Park"]
)
def test_what_is_no_match(text: str) -> None:
    assert found(text) == []


def test_the_longest_of_overlapping_names_stands() -> None:
    matcher = NameMatcher([("Blue", 1), ("Blue Mountain", 2)])
    assert [match.owner for match in matcher.find(squash(fold("Blue Mountain")))] == [2]
