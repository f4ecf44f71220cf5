"""One digest as data: what a subscriber is told in one mail. How it looks is alerts.digest.render's part."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate

from alerts.health import Checked, SourceTrouble
from alerts.matching.hit import Hit, HitKind
from compoundwatch.config import AlertConfig

MOST_HITS = 50
# Some mail programs cut off what is longer than 102 KB; the HTML of a hit is about a quarter longer than its record.
_MOST_BYTES = 76_000
# Copies of one campaign are told in full up to here, then counted.
MOST_COPIES = 5

# Corrections come first: a reader may have to undo something.
_ORDER: tuple[HitKind, ...] = ("retracted", "new", "copy", "returned", "edited", "gone")


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one campaign, the gravest first; `more` of the same kind and campaign are only counted."""

    campaign: str
    hits: tuple[Hit, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """All hits of one kind, by campaign."""

    kind: HitKind
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """A whole mail. `counts` are of all hits by kind; `more` of them did not fit. `source_titles` by source name."""

    subscriber: str
    alerts: tuple[AlertConfig, ...]
    source_titles: Mapping[str, str]
    at: datetime
    counts: dict[HitKind, int]
    sections: tuple[Section, ...]
    more: int
    checked: Checked
    troubles: tuple[SourceTrouble, ...]
    corrections: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The hits that fit into one mail, and how many there are by kind."""

    hits: tuple[Hit, ...]
    counts: dict[HitKind, int]


def choose(hits: Iterable[Hit], most: int = MOST_HITS) -> Chosen:
    """The `most` gravest of a stream of hits, fewer where they are long, in bounded memory."""
    counts: Counter[HitKind] = Counter()

    def counted() -> Iterator[tuple[tuple[bool, bool, float], int, Hit]]:
        for number, hit in enumerate(hits):
            counts[hit.kind] += 1
            # The number keeps the order of the ledger among equals.
            yield (hit.kind == "retracted", bool(hit.compounds), hit.score), -number, hit

    best = heapq.nlargest(most, counted(), key=lambda entry: entry[:2])
    sizes = accumulate(len(hit.model_dump_json().encode()) for *_, hit in best)
    fitting = tuple(hit for (*_, hit), size in zip(best, sizes, strict=True) if size <= _MOST_BYTES)
    return Chosen(fitting, {kind: counts[kind] for kind in _ORDER if counts[kind]})


def sections(hits: Sequence[Hit]) -> tuple[Section, ...]:
    """Hits by kind, within a kind by campaign; order is kept."""
    found = []
    for kind in _ORDER:
        campaigns: dict[str, list[Hit]] = {}
        for hit in hits:
            if hit.kind == kind:
                campaigns.setdefault(hit.campaign, []).append(hit)
        if campaigns:
            groups = (Group(name, tuple(own[:MOST_COPIES]), max(0, len(own) - MOST_COPIES)) for name, own in campaigns.items())
            found.append(Section(kind, tuple(groups)))
    return tuple(found)
