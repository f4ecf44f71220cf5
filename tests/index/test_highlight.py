"""The words of a posting that a query found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from compoundwatch.posting import Posting, TaggedPosting
from index.highlight import MOST_SPANS, highlights
from index.query import parse_query

MakePosting = Callable[..., TaggedPosting]
AsPosting = Callable[[TaggedPosting], Posting]

TITLE = "Tuyển dụng gấp"
TEXT = "高薪招聘会 in Poipet, free visa and FREE meals"


@pytest.fixture
def posting(make_posting: MakePosting, as_posting: AsPosting) -> Posting:
    start = f"{TITLE}\n{TEXT}".index("Poipet")
    place: dict[str, Any] = {
        "raw": "Poipet", "start": start, "end": start + 6, "name": "Poipet", "role": "destination", "country": "KH", "lat": 13.65,
        "lon": 102.56, "precision": "city", "confidence": 1, "geonames_id": None,
    }  # fmt: skip
    return as_posting(make_posting(title=TITLE, text=TEXT, telegram="hr_desk", places=[place]))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tuyen", ["Tuyển"]),
        ("招聘", ["招聘"]),
        ('"free visa"', ["free visa"]),
        ("free", ["free", "FREE"]),
        ("fre*", ["free", "FREE"]),
        ('free OR "free visa"', ["free visa", "FREE"]),
        ("title:free", []),
        ("free -meals", ["free", "FREE"]),
        ("telegram:@HR_desk", ["hr_desk"]),
        ("contact:*", ["hr_desk"]),
        ("destination:poipet", ["Poipet"]),
        ("origin:poipet", []),
        ("country:KH", ["Poipet"]),
        ("near:13.6,102.5~25km", ["Poipet"]),
        ("risk:>=0", []),
        ("*", []),
    ],
)
def test_marks(posting: Posting, query: str, words: list[str]) -> None:
    spans = highlights(parse_query(query), posting)

    assert [span.raw for span in spans] == words
    assert all(posting.body[span.start : span.end] == span.raw for span in spans)


def test_marks_are_bounded(make_posting: MakePosting, as_posting: AsPosting) -> None:
    posting = as_posting(make_posting(text="visa " * 5000))

    assert len(highlights(parse_query("visa"), posting)) == MOST_SPANS
