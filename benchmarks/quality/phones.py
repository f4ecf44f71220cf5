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
    for question in _QUESTIONS:
        yield question.answer(SET, ([row] for row in read), bench.rounds)


def _country(region: str | None) -> str | None:
    return region if region and region != _NO_REGION and _REGION.fullmatch(region) else None


def _row(row: dict[str, Any], tagged: Tagged) -> Row:
    numbers = (phonenumbers.parse(raw, row["region"]) for raw in row["real_metadata_valid"])
    wanted = tuple(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) for number in numbers)
    return Row(wanted, tuple(contact.value for contact in tagged.contacts if contact.type == "phone"))


def _same_count(row: Row) -> Iterator[bool]:
    yield len(row.wanted) == len(row.had)


def _same_numbers(row: Row) -> Iterator[Tally]:
    wanted, had = set(row.wanted), set(row.had)
    yield Tally(len(wanted & had), len(had), len(wanted))


_QUESTIONS = (
    Question("rows", "phone numbers in strings: rows with as many as there are", _same_count, share),
    Question("f1", "phone numbers in strings: F1 of the numbers", _same_numbers, f1),
)
