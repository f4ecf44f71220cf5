"""One digest as data: what a subscriber is told in one mail. How it looks is alerts.digest.render's part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, islice
from typing import Literal

from alerts.digest.reader import Reader
from alerts.health import Checked, SourceTrouble
from alerts.matching.hit import Hit, HitContact, HitKind
from alerts.matching.notice import Notice
from compoundwatch.config import AlertConfig

# Corrections come first: a reader may have to undo something.
ORDER: tuple[HitKind, ...] = ("retracted", "new", "linked", "resurfaced", "copy", "returned", "edited", "gone")


@dataclass(frozen=True, slots=True)
class Growth:
    """All adverts of a campaign that one digest tells in one section, the one that is shown among them.

    `new_boards` are the sources, and `new_contacts` the contacts, that were in no copy this subscriber was told of before.
    """

    adverts: int
    boards: int
    new_boards: int
    new_contacts: tuple[HitContact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One campaign (or a posting that stands alone): the gravest advert in full, `others` in a line each, the rest counted."""

    hit: Hit
    growth: Growth
    others: tuple[Hit, ...] = ()

    @property
    def uncounted(self) -> int:
        """How many adverts of the campaign are neither shown nor have a line."""
        return self.growth.adverts - 1 - len(self.others)


@dataclass(frozen=True, slots=True)
class Group:
    """Cards that point to the same compound first of all; None where they point to none."""

    compound: str | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """All that is shown of one kind, by compound."""

    kind: HitKind
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Addresses of our web pages for this mail, None where there are none."""

    hits: str | None = None
    manage: str | None = None
    stop: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """A whole mail. `counts` are of all hits by kind, shown or not; `source_titles` by source name.

    A heartbeat has neither cards nor notices; `waiting` are hits that wait for a digest of another rate.
    """

    kind: Literal["digest", "heartbeat"]
    subscriber: str
    reader: Reader
    alerts: tuple[AlertConfig, ...]
    source_titles: Mapping[str, str]
    at: datetime
    counts: Mapping[HitKind, int]
    cards: tuple[Card, ...]
    notices: tuple[Notice, ...]
    checked: Checked
    troubles: tuple[SourceTrouble, ...]
    corrections: str
    pages: Pages
    waiting: int = 0

    @property
    def more(self) -> int:
        """Hits that belong to no card: they did not fit."""
        return sum(self.counts.values()) - sum(card.growth.adverts for card in self.cards)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The cards by kind, then by compound, each in the order of the gravest."""
        return tuple(Section(kind, _by_compound(own)) for kind in ORDER if (own := [c for c in self.cards if c.hit.kind == kind]))

    def with_at_most(self, cards: int) -> Digest:
        """The same with the first `cards` alone; the others are among `more`."""
        return replace(self, cards=tuple(islice(self.cards, cards)))


def _by_compound(cards: list[Card]) -> tuple[Group, ...]:
    names = list(dict.fromkeys(_compound(card) for card in cards))
    # What points to no compound comes last; else the order of the gravest stays.
    names.sort(key=lambda name: name is None)
    ordered = sorted(cards, key=lambda card: names.index(_compound(card)))
    return tuple(Group(name, tuple(own)) for name, own in groupby(ordered, key=_compound))


def _compound(card: Card) -> str | None:
    return card.hit.compounds[0].name if card.hit.compounds else None
