"""Which place a mention means, and whether it means a place at all: evidence is weighed, close calls are left out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import regex
from geopy.distance import great_circle

from enrich.places.compiler import ALTERNATE, MAIN, OURS, PlaceRow
from enrich.places.cues import Neighbours
from enrich.places.mentions import Bearer, Mention
from enrich.places.text import ToponymText
from enrich.places.writing import writing_weight

# Below this a mention is no place. Weighed on half of the development adverts and on English news; see docs/quality.md.
_LEAST = 2.5
# Two readings whose weights differ by less, and which lie apart, are a close call.
_CLOSE_CALL = 0.3
_SAME_PLACE_KM = 60.0
# The margin of a reading that has no other beside it.
_NO_OTHER = 3.0
# The most populous bearers of a name; a reading below them would need a context that names its region anyway.
_WEIGHED_BEARERS = 25
_POPULATION = ((5_000_000, 3.0), (1_000_000, 2.5), (300_000, 2.0), (100_000, 1.5), (30_000, 1.0), (15_000, 0.5))
_REGION_AFTER = regex.compile(r"\s*[,(]\s*(\p{L}{2,3})\b")
# The most that another bearer than the most populous can add to the evidence.
_HOPE = 3.5
_LEAST_KNOWN = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention and the place it means. `confidence` is 0 to 1."""

    mention: Mention
    row: PlaceRow
    confidence: float


@dataclass(slots=True)
class Surroundings:
    """What the posting says of countries apart from the mention in question."""

    named: Counter[str] = field(default_factory=Counter)
    homes: Collection[str] = ()
    regions: Counter[tuple[str, str]] = field(default_factory=Counter)
    counted: dict[int, str] = field(default_factory=dict)
    """Which mention, by where it starts, was counted for which country, so that none supports itself."""

    def names(self, country: str, mention: Mention) -> bool:
        """Whether another mention than this one, or a flag, names the country."""
        return self.named[country] > (self.counted.get(mention.start) == country)


class ToponymReader:
    """Weighs each mention by population, writing, words around it, and the countries that the posting names."""

    def __init__(self, common: Collection[str], locations: Neighbours[bool]) -> None:
        self._common = common
        self._locations = locations

    def read(self, text: ToponymText, mentions: Sequence[Mention], around: Surroundings) -> list[Reading]:
        """The mentions that are places, in order."""
        self._count_regions(mentions, around)
        readings = []
        for index, mention in enumerate(mentions):
            following = mentions[index + 1] if index + 1 < len(mentions) else None
            reading = self._read_one(text, mention, following, around)
            if reading:
                readings.append(reading)
        return readings

    def _count_regions(self, mentions: Iterable[Mention], around: Surroundings) -> None:
        """Note the countries named, and the regions named or meant by names that only one place bears."""
        for mention in mentions:
            row = mention.bearers[0].row
            if mention.name in self._common:
                continue
            if row.precision != "city" or (row.population >= _LEAST_KNOWN and mention.bearers[0].kind != ALTERNATE):
                around.named[row.country] += 1
                around.counted[mention.start] = row.country
            if row.precision == "country":
                continue
            if row.region and (row.precision == "province" or len(mention.bearers) == 1):
                around.regions[row.country, row.region] += 1

    def _read_one(self, text: ToponymText, mention: Mention, following: Mention | None, around: Surroundings) -> Reading | None:
        beside = _beside(text, mention, following)
        cued = self._locations.before(text.text, mention.start) is not None
        if not beside and self._evidence(text, mention, mention.bearers[0], around, cued=cued) < _LEAST - _HOPE:
            return None
        weighed = [(_weight(mention, bearer, around, beside), bearer) for bearer in mention.bearers[:_WEIGHED_BEARERS]]
        weighed.sort(key=lambda item: (-item[0], item[1].row.geonames_id))
        best_weight, best = weighed[0]
        told = best.row.region in beside or best.row.country in beside
        evidence = self._evidence(text, mention, best, around, cued=cued) + (1.5 if told else 0.0)
        if evidence < _LEAST:
            return None
        others = (best_weight - weight for weight, other in weighed[1:] if not _same_place(best.row, other.row))
        margin = next(others, _NO_OTHER)
        if margin < _CLOSE_CALL:
            return None
        confidence = 1 / (1 + math.exp(-(0.6 * (evidence - _LEAST) + 0.5 * min(margin, _NO_OTHER))))
        return Reading(mention, best.row, round(confidence, 2))

    def _evidence(self, text: ToponymText, mention: Mention, bearer: Bearer, around: Surroundings, *, cued: bool) -> float:
        """How much speaks for a place at all. `cued`: a word like "in" stands before."""
        row = bearer.row
        weight = 4.0 if row.precision == "country" else _population_weight(row.population)
        weight += {OURS: 2.0, MAIN: 0.5, ALTERNATE: 0.0}[bearer.kind] + (1.0 if row.precision == "province" else 0.0)
        is_common = mention.name in self._common
        weight += 1.5 if around.names(row.country, mention) else 1.0 if row.country in around.homes and not is_common else 0.0
        weight += 1.0 if cued else 0.0
        weight -= 3.0 if is_common else 0.0
        set_off = cued and (row.country in around.homes or not text.is_unspaced(min(mention.end, len(text.text) - 1)))
        return weight + writing_weight(text, mention, bearer, cued=cued, set_off=set_off)


def _beside(text: ToponymText, mention: Mention, following: Mention | None) -> frozenset[str]:
    """Countries and regions named directly after the mention: "Paris, Texas", "Dundee, Scotland", "Lima (OH)"."""
    found: set[str] = set()
    if following and following.start - mention.end <= 3 and set(text.text[mention.end : following.start]) <= set(" ,(，、"):
        rows = [bearer.row for bearer in following.bearers if bearer.row.precision != "city"]
        found.update(row.country if row.precision == "country" else row.region for row in rows)
    code = _REGION_AFTER.match(text.text, mention.end)
    if code and len(code.group(1)) == 2 and text.raw(*code.span(1)).isupper():
        found.add(code.group(1).upper())
    return frozenset(found)


def _weight(mention: Mention, bearer: Bearer, around: Surroundings, beside: frozenset[str]) -> float:
    """How likely the mention means this bearer rather than another."""
    row = bearer.row
    weight = 0.8 * math.log10(row.population + 10) + {OURS: 3.0, MAIN: 0.5, ALTERNATE: 0.0}[bearer.kind]
    weight += 2.0 if around.names(row.country, mention) else 1.5 if row.country in around.homes else 0.0
    weight += min(3.0, around.regions[row.country, row.region]) if row.region else 0.0
    weight += 4.0 if row.region and row.region in beside else 0.0
    weight += 3.0 if row.country in beside and row.precision != "country" else 0.0
    return weight + (2.0 if row.precision == "country" else 0.5 if row.precision == "province" else 0.0)


def _population_weight(population: int) -> float:
    return next((weight for least, weight in _POPULATION if population >= least), 0.0)


def _same_place(one: PlaceRow, other: PlaceRow) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.country == other.country
    if abs(one.lat - other.lat) > 1:
        return False
    return bool(great_circle((one.lat, one.lon), (other.lat, other.lon)).km < _SAME_PLACE_KM)
