"""Ordinary texts that offer no work abroad, and how many of them are flagged all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure, Question, Target
from benchmarks.quality.statistics import share
from compoundwatch.posting import Advert, Tagged

SET = "everyday"
_FLAGGED = frozenset({"high", "critical"})


def figures(bench: Bench) -> Iterator[Figure]:
    """Raises MissingDataError."""
    for file, questions in (("thai_social/thai_social", _THAI), ("zh_sms/zh_sms_other", _CHINESE)):
        tagged = _tagged(bench, f"{file}.jsonl")
        for question in questions:
            yield question.answer(file.split("/")[1], ([one] for one in tagged), bench.rounds)


def _tagged(bench: Bench, name: str) -> list[Tagged]:
    rows: list[dict[str, Any]] = bench.data.rows(name)
    return bench.tag([Advert(text=row["text"]) for row in rows], name)


def _flagged(tagged: Tagged) -> Iterator[bool]:
    yield tagged.risk.level in _FLAGGED


def _thai(tagged: Tagged) -> Iterator[bool]:
    yield tagged.language == "th"


_THAI = (
    Question("flagged", "ordinary Thai social posts flagged", _flagged, share, Target("<=", 0.001), "per 1,000"),
    Question("language", "the same posts told to be Thai", _thai, share),
)
_CHINESE = (Question("flagged", "ordinary Chinese SMS (no job) flagged", _flagged, share, Target("<=", 0.003), "per 1,000"),)
