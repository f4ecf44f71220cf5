"""A percentile interval from resampling whole clusters: what belongs together is drawn together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from random import Random
from typing import NamedTuple

from benchmarks.quality.statistics import Seen, Statistic

# The same figures on every machine: any fixed number would do.
_SEED = 20261121
_LEVEL = 0.95


class Interval(NamedTuple):
    """What the data allow at 95 %."""

    low: float
    high: float


def interval(clusters: Sequence[Sequence[Seen]], statistic: Statistic[Seen], rounds: int) -> Interval | None:
    """The middle 95 % of `rounds` resamples of the clusters; None where the statistic has no value."""
    dice = Random(_SEED)
    drawn = (statistic([*chain.from_iterable(dice.choices(clusters, k=len(clusters)))]).value for _ in range(rounds))
    values = sorted(value for value in drawn if value is not None)
    if not values:
        return None
    cut = (1 - _LEVEL) / 2
    return Interval(values[int(cut * (len(values) - 1))], values[round((1 - cut) * (len(values) - 1))])


def bound_without_events(clusters: int) -> float:
    """The share that may still err where none of so many clusters did: the exact upper limit (Clopper and Pearson, 1934)."""
    return float(1 - ((1 - _LEVEL) / 2) ** (1 / clusters))
