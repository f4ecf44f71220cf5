"""The synthetic adverts (`adverts/dev.jsonl`): one half is reported, the other shown beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from benchmarks.quality.adverts import campaigns, compounds, contacts, languages, lures, pay, places, spans
from benchmarks.quality.adverts.halves import Half, halves
from benchmarks.quality.adverts.read import Read, by_campaign, read_adverts
from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure, Question

SET = "adverts"
_ON_A_HALF: tuple[Question[Read, Any], ...] = (
    *lures.QUESTIONS,
    *contacts.QUESTIONS,
    *places.QUESTIONS,
    *compounds.QUESTIONS,
    *pay.QUESTIONS,
    *languages.QUESTIONS,
    *spans.QUESTIONS,
)


def figures(bench: Bench) -> Iterator[Figure]:
    """The figures of the half that is reported; where a half holds too few records, of all. Raises MissingDataError."""
    adverts = read_adverts(bench)
    split = halves([advert.gold for advert in adverts])
    reported, tuned = (_of(half, adverts, split) for half in (Half.REPORTED, Half.TUNED))
    for now, other in zip(_of_a_half(reported, bench.rounds), _of_a_half(tuned, 0), strict=True):
        yield replace(now, other_half=other.value)
    yield from _of_all(adverts, bench.rounds)


def figures_of_whole(bench: Bench) -> Iterator[Figure]:
    """The same over all adverts, for a set of which no half is kept apart. Raises MissingDataError."""
    adverts = read_adverts(bench)
    yield from _of_a_half(adverts, bench.rounds)
    yield from _of_all(adverts, bench.rounds)


def _of(half: Half, adverts: Sequence[Read], split: dict[str, Half]) -> list[Read]:
    return [advert for advert in adverts if split[advert.gold["id"]] is half]


def _of_a_half(adverts: Sequence[Read], rounds: int) -> Iterator[Figure]:
    clusters = by_campaign(adverts)
    for question in _ON_A_HALF:
        yield question.answer(SET, clusters, rounds)


def _of_all(adverts: Sequence[Read], rounds: int) -> Iterator[Figure]:
    clusters = by_campaign(adverts)
    for question in lures.QUESTIONS_OF_ALL:
        yield question.answer(SET, clusters, rounds)
    yield campaigns.QUESTION.answer(SET, campaigns.joined(adverts), rounds)
