"""An advert with its gold and with what the product made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from benchmarks.quality.adverts.halves import name_of
from benchmarks.quality.bench import Bench
from compoundwatch.posting import Advert, Tagged

FILE = "adverts/dev.jsonl"
FLAGGED = frozenset({"high", "critical"})
JOBS = frozenset({"lure", "ordinary_overseas", "ordinary_local"})


@dataclass(frozen=True, slots=True)
class Read:
    """`gold` is the record as its README describes it."""

    gold: dict[str, Any]
    advert: Advert
    tagged: Tagged

    @property
    def flagged(self) -> bool:
        return self.tagged.risk.level in FLAGGED

    @property
    def is_job(self) -> bool:
        return self.gold["label"] in JOBS


def read_adverts(bench: Bench) -> list[Read]:
    """All adverts of the set, tagged. Raises MissingDataError."""
    gold = bench.data.rows(FILE)
    adverts = [Advert(id=record["id"], title=record["title"], text=record["text"]) for record in gold]
    return [Read(*parts) for parts in zip(gold, adverts, bench.tag(adverts, FILE), strict=True)]


def by_campaign(adverts: Iterable[Read]) -> list[list[Read]]:
    """Clusters for the interval: campaigns whole, all others alone."""
    clusters: defaultdict[str, list[Read]] = defaultdict(list)
    for advert in adverts:
        clusters[name_of(advert.gold)].append(advert)
    return list(clusters.values())
