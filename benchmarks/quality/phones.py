"""Strings with and without phone numbers, each read as an advert of its own from a source in its region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import phonenumbers

from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure, Question
from benchmarks.quality.statistics import Tally, f1, share
from compoundwatch.posting import Advert, Tagged

SET = "phones"
_REGION = re.compile(r"[A-Z]{2}")
_NO_REGION = "ZZ"


@dataclass(frozen=True, slots=True)
class Row:
    """Numbers that are to be found and those that were, in E.164; an extension is no part of a contact."""

    wanted: tuple[str, ...]
    had: tuple[str, ...]


def figures(bench: Bench) -> Iterator[Figure]:
    """Raises MissingDataError."""
    rows = [row for row in bench.data.rows(f"{SET}.jsonl") if row["text"].strip()]
    tagged = bench.tag([Advert(text=row["text"], source_country=_country(row["region"])) for row in rows], SET)
    read = [_row(row, tags) for row, tags in zip(rows, tagged, strict=True)]
    for question in _QUESTIONS = (
    Question("rows", "phone numbers in strings: rows with as many as there are", _same_count, share),
    Question("f1", "phone numbers in strings: F1 of the numbers", _same_numbers, f1),
)
