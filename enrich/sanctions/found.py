"""A listed row that a posting names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from compoundwatch.posting import SanctionMatch
from compoundwatch.text import one_line
from enrich.sanctions.index_file import Row

# A key that so many names share tells none of them.
MOST_ROWS = 200
# A text that says the same again and again is not judged at each place.
_MOST_PLACES = 20
# The share of its score that a name of everyday words keeps, which only its legal form tells to be a name.
EVERYDAY = 0.9
_MOST_TOLD = 20
_LONGEST = 200


class Found(NamedTuple):
    """`words` are the posting's own; `score` is 1 for what is equal."""

    row: Row
    words: str
    score: float


def told(found: Iterable[Found], least: float) -> tuple[SanctionMatch, ...]:
    """The likest words for each listed entity, the likest entity first; none less alike than `least`."""
    best: dict[tuple[str, str], Found] = {}
    for one in found:
        key = one.row.list, one.row.entity_id
        if one.score >= least and (key not in best or one.score > best[key].score):
            best[key] = one
    ordered = sorted(best.values(), key=lambda one: (-one.score, one.row.list, one.row.entity_id))
    return tuple(_match(one) for one in ordered[:_MOST_TOLD])


def _match(found: Found) -> SanctionMatch:
    row = found.row
    matched = one_line(found.words, _LONGEST)
    return SanctionMatch(list=row.list, entity_id=row.entity_id, name=row.name, matched=matched, score=round(found.score, 2))


def first_places(hits: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Of places and their keys the first ones of each key."""
    times = Counter[str]()
    for at, key in hits:
        times[key] += 1
        if times[key] <= _MOST_PLACES:
            yield at, key
