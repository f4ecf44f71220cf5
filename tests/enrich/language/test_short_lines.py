"""Short made-up lines in every language: a floor under what the detector gets right of two to eight words.

A few lines it gets wrong; the floor lies a little under the figure of the day, so that a worse reading is seen.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.language import LanguageDetector

HEADLINES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "headlines.yml").read_text(encoding="utf-8"))
IN_NONE, NOT_OURS = "und", "other"
OURS = HEADLINES.keys() - {IN_NONE, NOT_OURS}
LEAST_RIGHT = 0.95


@pytest.fixture(scope="module")
def read() -> dict[str, list[str]]:
    """What each line was read as, by the language it is in."""
    detector = LanguageDetector()
    return {code: [detector.detect(Document(Advert(text=line)))[0] for line in lines] for code, lines in HEADLINES.items()}


def test_nearly_all_lines_are_read_right(read: dict[str, list[str]]) -> None:
    right = sum(answers.count(code) for code, answers in read.items() if code in OURS)
    assert right / sum(len(HEADLINES[code]) for code in OURS) >= LEAST_RIGHT


@pytest.mark.parametrize("code", sorted(OURS))
def test_no_language_is_missed_often(read: dict[str, list[str]], code: str) -> None:
    assert read[code].count(code) * 4 >= len(read[code]) * 3


def test_noise_is_in_no_language(read: dict[str, list[str]]) -> None:
    assert read[IN_NONE] == [IN_NONE] * len(HEADLINES[IN_NONE])


def test_a_language_nobody_asked_for_is_not_taken_for_ours(read: dict[str, list[str]]) -> None:
    assert not OURS & set(read[NOT_OURS])
