"""The language of adverts that are written in one."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.statistics import share


def _right(advert: Read) -> Iterator[bool]:
    gold = advert.gold
    if gold["lang"] != "mixed" and "langs" not in gold:
        yield advert.tagged.language.removesuffix("-Latn") == gold["lang"]


QUESTIONS = (Question("language", "language, zh-Hans and zh-Hant told apart", _right, share, Target(">=", 0.97)),)
