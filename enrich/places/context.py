"""What a posting says of where it is, apart from the mention in question: countries, provinces, and places near each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import regex

from enrich.places.compiler import ALTERNATE, SHORT, PlaceRow
from enrich.places.mentions import Mention
from enrich.places.text import ToponymText

# A country and the code of one of its provinces, or "" for the country itself.
Area = tuple[str, str]

# From this many people the most populous bearer of a name is taken to be meant until something speaks against it.
_WELL_KNOWN = 1_000_000
# A name with more bearers than this says nothing about where the others lie.
_MOST_BEARERS = 25
# Names whose neighbours are compared; a longer list says no more.
_MOST_NAMES = 60
_CODE_AFTER = regex.compile(r"\s*[,(]\s*(\p{L}{2})\b")
# Places small enough for their middle to say where they are.
_SMALL = frozenset({"city", "county"})
_BETWEEN = frozenset(" ,(，、")


@dataclass(slots=True)
class Surroundings:
    """`named`: how often each country is named; `homes`: where the posting's readers live."""

    named: Counter[str] = field(default_factory=Counter)
    homes: Collection[str] = ()
    areas: Counter[Area] = field(default_factory=Counter)
    """How many names point to each province."""
    told: dict[str, frozenset[Area]] = field(default_factory=dict)
    """Name → areas named directly after it anywhere in the posting: "Paris, Texas"."""
    _counted: dict[int, str] = field(default_factory=dict)
    _by_area: dict[str, set[Area]] = field(default_factory=dict)
    _cells: dict[tuple[int, int], dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    _around: dict[tuple[int, int], tuple[float, dict[str, float]]] = field(default_factory=dict)

    def note(self, text: ToponymText, mentions: Sequence[Mention], common: Collection[str]) -> None:
        """Take in all mentions of a posting; those that are `common` words say nothing."""
        for mention, following in zip_longest(mentions, mentions[1:]):
            if beside := _beside(text, mention, following):
                self.told[mention.name] = self.told.get(mention.name, frozenset()) | beside
        distinct = list({mention.name: mention for mention in mentions if mention.name not in common}.values())
        for mention in (mention for mention in mentions if mention.name not in common):
            self._count_country(mention)
        for mention in distinct[:_MOST_NAMES]:
            self._count_area(mention)
            self._vote(mention)

    def names_country(self, country: str, mention: Mention) -> bool:
        """Whether another mention than this one, or a flag, names the country."""
        return self.named.get(country, 0) > (self._counted.get(mention.start) == country)

    def area_votes(self, row: PlaceRow, mention: Mention) -> int:
        """How many other names point to the province of a place."""
        area = (row.country, row.region)
        return self.areas.get(area, 0) - (area in self._by_area.get(mention.name, ())) if row.region and self.areas else 0

    def near(self, row: PlaceRow, mention: Mention) -> float:
        """How many other names may mean places within about a degree; a name with n bearers counts one nth."""
        if len(self._by_area) < 2 or row.lat is None or row.lon is None or row.precision not in _SMALL:
            return 0.0
        cell = (round(row.lat), round(row.lon))
        if cell not in self._around:
            votes = self._votes_around(*cell)
            self._around[cell] = sum(votes.values()), votes
        total, votes = self._around[cell]
        return total - votes.get(mention.name, 0.0)

    def _votes_around(self, lat: int, lon: int) -> dict[str, float]:
        votes: dict[str, float] = {}
        for cell in ((lat + dy, lon + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)):
            for name, share in self._cells.get(cell, {}).items():
                votes[name] = max(share, votes.get(name, 0.0))
        return votes

    def _count_country(self, mention: Mention) -> None:
        best = mention.bearers[0]
        is_known = best.row.population >= _WELL_KNOWN and best.kind not in {ALTERNATE, SHORT}
        if best.row.precision not in _SMALL or is_known:
            self.named[best.row.country] += 1
            self._counted[mention.start] = best.row.country

    def _count_area(self, mention: Mention) -> None:
        told = {area for area in self.told.get(mention.name, ()) if area[1]}
        rows = [bearer.row for bearer in mention.bearers if bearer.row.precision != "country"]
        if rows and rows[0].region and (rows[0].precision == "province" or len(rows) == 1):
            told.add((rows[0].country, rows[0].region))
        self._by_area[mention.name] = told
        self.areas.update(told)

    def _vote(self, mention: Mention) -> None:
        rows = [bearer.row for bearer in mention.bearers[:_MOST_BEARERS] if bearer.row.precision in _SMALL]
        cells = {(round(row.lat or 0), round(row.lon or 0)) for row in rows}
        for cell in cells:
            self._cells[cell][mention.name] = 1 / len(cells)


def _beside(text: ToponymText, mention: Mention, following: Mention | None) -> frozenset[Area]:
    """Areas named directly after the mention: "Paris, Texas", "Tulsa, Okla.", "Dundee, Scotland", "Lima (OH)"."""
    found: set[Area] = set()
    if following and following.start - mention.end <= 3 and set(text.text[mention.end : following.start]) <= _BETWEEN:
        found.update(_areas(bearer.row for bearer in following.bearers))
    code = _CODE_AFTER.match(text.text, mention.end) if text.text[mention.end : mention.end + 1] in _BETWEEN else None
    if code and text.raw(*code.span(1)).isupper():
        found |= {("US", code.group(1).upper()), (code.group(1).upper(), "")}
    return frozenset(found)


def _areas(rows: Iterable[PlaceRow]) -> set[Area]:
    return {(row.country, "" if row.precision == "country" else row.region) for row in rows if row.precision not in _SMALL}
