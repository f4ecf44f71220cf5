"""Pairs of adverts in one campaign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.statistics import Tally, f1
from index.clusters import cluster
from index.fingerprint import Fingerprint, fingerprint

Pair = tuple[str, str]


def joined(adverts: Sequence[Read]) -> list[list[Tally]]:
    """Pairs right, found and wanted, in clusters of all adverts that gold or product tie together, however many steps apart."""
    said = dict(cluster((advert.gold["id"], _fingerprint(advert)) for advert in adverts))
    wanted = _pairs((advert.gold["id"], advert.gold["campaign"]) for advert in adverts)
    had = _pairs(said.items())
    return [[_tally(group, had, wanted)] for group in _tied(sorted(had | wanted))]


def _fingerprint(advert: Read) -> Fingerprint:
    return fingerprint(advert.advert.body, ((contact.start, contact.end) for contact in advert.tagged.contacts))


def _pairs(named: Iterable[tuple[str, str | None]]) -> set[Pair]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    for name, campaign in named:
        if campaign:
            members[campaign].append(name)
    return {pair for group in members.values() for pair in combinations(sorted(group), 2)}


def _tied(pairs: Iterable[Pair]) -> list[set[str]]:
    groups: list[set[str]] = []
    for pair in pairs:
        meeting = [group for group in groups if not group.isdisjoint(pair)]
        groups = [group for group in groups if group.isdisjoint(pair)]
        groups.append(set(pair).union(*meeting))
    return groups


def _tally(group: set[str], had: set[Pair], wanted: set[Pair]) -> Tally:
    own = set(combinations(sorted(group), 2))
    return Tally(len(own & had & wanted), len(own & had), len(own & wanted))


def _itself(tally: Tally) -> Iterator[Tally]:
    yield tally


QUESTION = Question("campaign_pairs_f1", "campaign pairs F1 (both halves)", _itself, f1, Target(">=", 0.9))
