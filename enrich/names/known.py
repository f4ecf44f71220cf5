"""Names of the compounds and border places of the gazetteer in a text, held to the context that each entry asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import regex
from geopy.distance import great_circle

from compoundwatch.config.gazetteer import BorderPlaceConfig, CompoundConfig
from compoundwatch.text import fold_text
from enrich.names.matcher import NameMatch, NameMatcher
from enrich.writing.lookalikes import Squashed

Entry = CompoundConfig | BorderPlaceConfig
# Characters between a name and its country for the one to belong to the other.
_BESIDE = 20
# A town this near a site is where the way to it leads.
_NEARBY_KM = 100.0


class Named(NamedTuple):
    """A place that a text names, where in the folded text, and its point where it is a town or smaller."""

    start: int
    end: int
    country: str
    point: tuple[float, float] | None
    is_country: bool


@dataclass(frozen=True, slots=True, eq=False)
class KnownName:
    """One name of one entry, ready to be judged. Compared by identity: one object a name."""

    entry: Entry
    name: str
    confirmed: bool
    needs_context: bool
    words: regex.Pattern[str] | None
    never: regex.Pattern[str] | None

    def fits(self, start: int, end: int, folded: str, named: Collection[Named]) -> bool:
        """Whether the name at `start` to `end` means this entry in this folded text, which names other places besides it.

        The country named beside it is context enough, or anywhere in the text unless towns of that country are named and all of
        them lie elsewhere.
        """
        if self.is_ruled_out(folded):
            return False
        if not self.needs_context or (self.words and self.words.search(folded)):
            return True
        there = [place for place in named if place.country == self.entry.country and (place.end <= start or place.start >= end)]
        if not self.entry.context.country or not there:
            return False
        if any(place.is_country and max(place.start - end, start - place.end) <= _BESIDE for place in there):
            return True
        towns = [place for place in there if place.point]
        return not towns or any(self._may_hold(place) for place in towns)

    def is_ruled_out(self, folded: str) -> bool:
        """Whether the text holds words with which no name of the entry counts."""
        return bool(self.never and self.never.search(folded))

    def _may_hold(self, town: Named) -> bool:
        """Whether the town lies near the entry, as far as its points tell."""
        points = self.entry.points if isinstance(self.entry, CompoundConfig) else ()
        return not points or any(great_circle((point.lat, point.lon), town.point).km <= _NEARBY_KM + point.km for point in points)


class KnownNames:
    """Built once from entries; `find` gives every name in a text, judged or not by `KnownName.fits`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._matcher = NameMatcher((known.name, known) for entry in entries for known in _names(entry))

    def find(self, text: Squashed) -> list[NameMatch[KnownName]]:
        """Matches in order; offsets count in the folded text."""
        return self._matcher.find(text)


def _names(entry: Entry) -> Iterable[KnownName]:
    words, never = any_of(entry.context.words), any_of(entry.context.never)
    for name, confirmed in entry.all_names().items():
        yield KnownName(entry, name, confirmed, name in entry.context.names, words, never)


def any_of(words: Collection[str]) -> regex.Pattern[str] | None:
    """A pattern that finds any of these words in folded text, whole where they are Latin; None for no words."""
    if not words:
        return None
    return regex.compile("|".join(_whole(fold_text(word)) for word in sorted(words, key=len, reverse=True)))


def _whole(word: str) -> str:
    escaped = regex.escape(word)
    return rf"\b{escaped}\b" if word[0].isascii() and word[-1].isascii() else escaped
