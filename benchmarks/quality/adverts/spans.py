"""Indicators, and whether spans give their words."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.statistics import Tally, f1, share


def _indicators(advert: Read) -> Iterator[Tally]:
    if advert.is_job:
        wanted, had = set(advert.gold["indicators"]), {indicator.name for indicator in advert.tagged.indicators}
        yield Tally(len(wanted & had), len(had), len(wanted))


def _exact(advert: Read) -> Iterator[bool]:
    tagged, body = advert.tagged, advert.advert.body
    spans = (*tagged.contacts, *tagged.places, *tagged.indicators, *tagged.counter_indicators, *tagged.organisations)
    yield from (body[span.start : span.end] == span.raw for span in spans)


QUESTIONS = (
    Question("indicators_f1", "indicators F1, jobs only", _indicators, f1),
    Question("spans_exact", "spans whose offsets give their words", _exact, share, Target(">=", 1)),
)
