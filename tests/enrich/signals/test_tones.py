"""Vietnamese words that differ only in their marks are told apart; words without marks are still found."""

from __future__ import annotations

import pytest

from enrich.signals.lexicon import Hit, Term
from enrich.signals.tones import sounds_right


@pytest.mark.parametrize(
    ("term", "written", "right"),
    [
        ("bẫy", "bẫy", True),
        ("bẫy", "bay", True),
        ("bẫy", "bảy", False),
        ("nam", "năm", False),
        ("hòa", "hoà", True),
    ],
)
def test_a_word_fits_with_its_own_marks_or_with_none(term: str, written: str, right: bool) -> None:
    hit = Hit(Term("warning_voice", "vi", term), 0, 0)
    assert sounds_right(hit, lambda at: [written][at]) is right


def test_an_english_word_is_not_read_into_a_vietnamese_one() -> None:
    hit = Hit(Term("not_a_job", "en", "loan"), 0, 0)
    assert not sounds_right(hit, lambda at: ["loạn"][at])


def test_other_languages_are_left_alone() -> None:
    hit = Hit(Term("no_experience", "fr", "experience"), 0, 0)
    assert sounds_right(hit, lambda at: ["expérience"][at])
