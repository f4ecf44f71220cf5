"""A figure, its target, and the question that observations of a measuring set answer with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from benchmarks.quality.bootstrap import Interval, bound_without_events, interval
from benchmarks.quality.statistics import Estimate, Seen, Statistic, shares_by_group

Subject = TypeVar("Subject")
Side = Literal[">=", "<=", ">"]
Unit = Literal["share", "per 1,000", "records", "km"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a figure is to reach; in the figure's own unit."""

    side: Side
    value: float

    def met_by(self, value: float) -> bool:
        match self.side:
            case ">=":
                return value >= self.value
            case "<=":
                return value <= self.value
            case ">":
                return value > self.value


@dataclass(frozen=True, slots=True)
class Figure:
    """`key` is the name that the release file keeps it under: the set's name, a point, the question's.

    `value`, `low` and `high` are shares, whatever the unit is shown as; `other_half` is the same on the half that is tuned on,
    `groups` the shares of the groups (languages) that the figure is made of, where it is.
    """

    key: str
    title: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    target: Target | None = None
    unit: Unit = "share"
    other_half: float | None = None
    groups: Mapping[str, Estimate] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none, or no value."""
        return self.target.met_by(self.value) if self.target and self.value is not None else None


@dataclass(frozen=True, slots=True)
class Question(Generic[Subject, Seen]):
    """`observe` tells what one subject says to the question (often nothing); `statistic` makes one figure of it all."""

    key: str
    title: str
    observe: Callable[[Subject], Iterable[Seen]]
    statistic: Statistic[Seen]
    target: Target | None = None
    unit: Unit = "share"

    def answer(self, data: str, clusters: Iterable[Sequence[Subject]], rounds: int) -> Figure:
        """The figure over all clusters of subjects of the set `data`; without interval for no rounds."""
        observed = [[seen for subject in cluster for seen in self.observe(subject)] for cluster in clusters]
        observed = [cluster for cluster in observed if cluster]
        everything = [seen for cluster in observed for seen in cluster]
        value, n = self.statistic(everything)
        found = interval(observed, self.statistic, rounds) if observed and rounds else None
        low, high = _widened(found, len(observed), self.unit) if found else (None, None)
        groups = shares_by_group(everything)
        return Figure(f"{data}.{self.key}", self.title, value, n, low, high, self.target, self.unit, groups=groups)


def _widened(found: Interval, clusters: int, unit: Unit) -> tuple[float, float]:
    """Where no error was seen (or nothing but errors) no resample can show one; then the exact limit for a share stands."""
    low, high = found
    if unit in {"share", "per 1,000"} and low == high and low in {0, 1}:
        reach = bound_without_events(clusters)
        return (0.0, reach) if low == 0 else (1 - reach, 1.0)
    return low, high
