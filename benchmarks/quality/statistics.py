"""Statistics over observations: each gives a value and the number of things it was measured over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import NamedTuple, TypeVar

Seen = TypeVar("Seen")


class Estimate(NamedTuple):
    """`value` is None where nothing was there to measure it on; `n` counts what stands below the fraction line."""

    value: float | None
    n: int


Statistic = Callable[[Sequence[Seen]], Estimate]


class Tally(NamedTuple):
    """Of one document: things rightly found, all that were found, all that were wanted."""

    hits: int
    found: int
    wanted: int


class Grouped(NamedTuple):
    """One answer, right or wrong, and the group that it counts in."""

    group: str
    right: bool


class Overlap(NamedTuple):
    """Precision and recall of one document."""

    precision: float
    recall: float


def share(seen: Sequence[bool]) -> Estimate:
    """The share that is true."""
    return _ratio(sum(seen), len(seen))


def count(seen: Sequence[bool]) -> Estimate:
    """How many are true, of n."""
    return Estimate(sum(seen), len(seen))


def precision(seen: Sequence[Tally]) -> Estimate:
    return _ratio(sum(tally.hits for tally in seen), sum(tally.found for tally in seen))


def recall(seen: Sequence[Tally]) -> Estimate:
    return _ratio(sum(tally.hits for tally in seen), sum(tally.wanted for tally in seen))


def f1(seen: Sequence[Tally]) -> Estimate:
    """Harmonic mean of precision and recall over all documents together; n counts what was wanted."""
    hits, found, wanted = (sum(column) for column in zip(*seen, strict=True)) if seen else (0, 0, 0)
    return Estimate(2 * hits / (found + wanted) if found + wanted else None, wanted)


def mean_f1(seen: Sequence[Overlap]) -> Estimate:
    """F1 of the mean precision and the mean recall: every document weighs the same."""
    if not seen:
        return Estimate(None, 0)
    mean_precision = sum(one.precision for one in seen) / len(seen)
    mean_recall = sum(one.recall for one in seen) / len(seen)
    total = mean_precision + mean_recall
    return Estimate(2 * mean_precision * mean_recall / total if total else 0.0, len(seen))


def mean_of_groups(seen: Sequence[Grouped]) -> Estimate:
    """Plain mean of the groups' shares, so that a large group does not hide a small one; n counts the answers."""
    shares = [sum(right) / len(right) for right in _by_group(seen).values()]
    return Estimate(sum(shares) / len(shares) if shares else None, len(seen))


def worst_group(least: int) -> Statistic[Grouped]:
    """Share of the worst among the groups of `least` answers and more; n counts these groups."""

    def worst(seen: Sequence[Grouped]) -> Estimate:
        shares = [sum(right) / len(right) for right in _by_group(seen).values() if len(right) >= least]
        return Estimate(min(shares, default=None), len(shares))

    return worst


def middle(seen: Sequence[float]) -> Estimate:
    """The median."""
    return Estimate(median(seen) if seen else None, len(seen))


def _ratio(part: int, whole: int) -> Estimate:
    return Estimate(part / whole if whole else None, whole)


def shares_by_group(seen: Iterable[object]) -> dict[str, Estimate]:
    """The share that is right in each group; of observations that are in no group nothing is told."""
    return {group: share(right) for group, right in _by_group(one for one in seen if isinstance(one, Grouped)).items()}


def _by_group(seen: Iterable[Grouped]) -> dict[str, list[bool]]:
    groups: defaultdict[str, list[bool]] = defaultdict(list)
    for one in seen:
        groups[one.group].append(one.right)
    return groups
