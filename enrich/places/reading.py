"""Which place a mention means, and whether it means a place at all: evidence is weighed, close calls are left out."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from geopy.distance import great_circle

from enrich.places.compiler import ALTERNATE, MAIN, OURS, SHORT, PlaceRow
from enrich.places.context import Surroundings
from enrich.places.mentions import Bearer, Mention
from enrich.places.people import People
from enrich.places.roles import RoleFinder
from enrich.places.text import ToponymText
from enrich.places.writing import Signs, writing_weight

# Below this a mention is no place. Weighed on half of the development adverts and on English news; see docs/quality.md.
_LEAST = 2.5
# Two readings whose weights differ by less, and which lie apart, are a close call.
_CLOSE_CALL = 0.35
_SAME_PLACE_KM = 60.0
# The margin of a reading that has no other beside it.
_NO_OTHER = 3.0
# The most populous bearers of a name; a reading below them would need a context that names its region anyway.
_WEIGHED_BEARERS = 60
_POPULATION = ((5_000_000, 3.0), (1_000_000, 2.5), (300_000, 2.0), (100_000, 1.5), (30_000, 1.0), (15_000, 0.5))
_KIND_EVIDENCE = {OURS: 2.0, MAIN: 0.5, ALTERNATE: 0.0, SHORT: -1.0}
_KIND_WEIGHT = {OURS: 3.0, MAIN: 0.5, ALTERNATE: 0.0, SHORT: 0.0}
# The most that another bearer than the most populous can add to the evidence.
_HOPE = 3.5
# The most that other names of the same province, and others nearby, can add to a reading.
_MOST_BY_AREA, _MOST_BY_NEARNESS = 3.0, 2.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A mention and the place it means. `confidence` is 0 to 1."""

    mention: Mention
    row: PlaceRow
    confidence: float


class ToponymReader:
    """Weighs each mention by population, writing, words around it, and what else the posting names."""

    def __init__(self, common: Collection[str], roles: RoleFinder, people: People) -> None:
        self._common = common
        self._locations, self._followers = roles.locations, roles.followers
        self._people = people

    def read(self, text: ToponymText, mentions: Sequence[Mention], around: Surroundings) -> list[Reading]:
        """The mentions that are places, in order. What is a place once is one wherever it is written the same way."""
        people = self._people.named(text, mentions)
        around.note(text, mentions, {mention.name for mention in mentions if mention.name in self._common}.union(people))
        best: dict[str, Reading] = {}
        own: list[Reading | None] = []
        for mention in mentions:
            reading = self._read_one(text, mention, around, is_person=mention.name in people)
            own.append(reading)
            raw = text.raw(mention.start, mention.end)
            if reading and not text.is_unspaced(mention.start) and reading.confidence > getattr(best.get(raw), "confidence", 0):
                best[raw] = reading
        return list(_spread(text, mentions, own, best))

    def _read_one(self, text: ToponymText, mention: Mention, around: Surroundings, *, is_person: bool) -> Reading | None:
        cued = self._is_cued(text, mention)
        told = around.told.get(mention.name, frozenset())
        penalty = 3.0 if is_person and not cued and not told else 0.0
        first = mention.bearers[0]
        evidence = self._evidence(text, mention, first, around, cued=cued)
        if not told and evidence - penalty < _LEAST - _HOPE:
            return None
        best, others = _by_weight(mention, around) if len(mention.bearers) > 1 else (first, iter(()))
        if best is not first:
            evidence = self._evidence(text, mention, best, around, cued=cued)
        is_told = bool(told) and ((best.row.country, best.row.region) in told or (best.row.country, "") in told)
        evidence = evidence - penalty + (1.5 if is_told else 0.0)
        if evidence < _LEAST:
            return None
        margin = next(others, _NO_OTHER)
        if margin < _CLOSE_CALL:
            return None
        confidence = 1 / (1 + math.exp(-(0.6 * (evidence - _LEAST) + 0.5 * min(margin, _NO_OTHER))))
        return Reading(mention, best.row, round(confidence, 2))

    def _is_cued(self, text: ToponymText, mention: Mention) -> bool:
        """Whether a word like "in" stands before, or in a script without capitals after."""
        if self._locations.before(text.text, mention.start) is not None:
            return True
        letter = text.text[mention.start]
        return letter.upper() == letter and self._followers.after(text.text, mention.end) is not None

    def _evidence(self, text: ToponymText, mention: Mention, bearer: Bearer, around: Surroundings, *, cued: bool) -> float:
        """How much speaks for a place at all. `cued`: a word like "in" stands before."""
        row = bearer.row
        weight = 4.0 if row.precision == "country" else _population_weight(row.population)
        weight += _KIND_EVIDENCE[bearer.kind] + (1.0 if row.precision == "province" else 0.0)
        is_common = self._is_common(mention, bearer)
        is_home = row.country in around.homes and not is_common
        weight += 1.5 if around.names_country(row.country, mention) else 1.0 if is_home else 0.0
        weight += min(1.0, 0.5 * around.area_votes(row, mention)) + min(1.0, around.near(row, mention))
        weight += 1.0 if cued else 0.0
        weight -= 3.0 if is_common else 0.0
        set_off = cued and (row.country in around.homes or not text.is_unspaced(min(mention.end, len(text.text) - 1)))
        return weight + writing_weight(text, mention, bearer, Signs(cued, set_off, is_common))

    def _is_common(self, mention: Mention, bearer: Bearer) -> bool:
        """Whether the name is a word as well, or the town's own name is and this one writes it in another script: "Mobile"."""
        return mention.name in self._common or (bearer.kind == ALTERNATE and bearer.row.name.lower() in self._common)


def _spread(
    text: ToponymText, mentions: Sequence[Mention], own: Sequence[Reading | None], best: dict[str, Reading]
) -> Iterator[Reading]:
    for mention, reading in zip(mentions, own, strict=True):
        same = best.get(text.raw(mention.start, mention.end))
        if reading:
            yield reading
        elif same:
            yield Reading(mention, same.row, same.confidence)


def _by_weight(mention: Mention, around: Surroundings) -> tuple[Bearer, Iterator[float]]:
    """The likeliest of several bearers, and by how much it outweighs each of those that lie elsewhere, the likeliest first."""
    weighed = [(_weight(mention, bearer, around), bearer) for bearer in mention.bearers[:_WEIGHED_BEARERS]]
    weighed.sort(key=lambda item: (-item[0], item[1].row.geonames_id))
    best_weight, best = weighed[0]
    return best, (best_weight - weight for weight, other in weighed[1:] if not _same_place(best.row, other.row))


def _weight(mention: Mention, bearer: Bearer, around: Surroundings) -> float:
    """How likely the mention means this bearer rather than another."""
    row, told = bearer.row, around.told.get(mention.name, frozenset())
    weight = 0.8 * math.log10(row.population + 10) + _KIND_WEIGHT[bearer.kind]
    weight += 2.0 if around.names_country(row.country, mention) else 1.5 if row.country in around.homes else 0.0
    weight += min(_MOST_BY_AREA, 1.5 * around.area_votes(row, mention))
    weight += min(_MOST_BY_NEARNESS, around.near(row, mention))
    weight += 4.0 if row.region and (row.country, row.region) in told else 0.0
    weight += 3.0 if (row.country, "") in told and row.precision != "country" else 0.0
    return weight + (2.0 if row.precision == "country" else 0.5 if row.precision == "province" else 0.0)


def _population_weight(population: int) -> float:
    return next((weight for least, weight in _POPULATION if population >= least), 0.0)


def _same_place(one: PlaceRow, other: PlaceRow) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.country == other.country
    if abs(one.lat - other.lat) > 1:
        return False
    return bool(great_circle((one.lat, one.lon), (other.lat, other.lon)).km < _SAME_PLACE_KM)
