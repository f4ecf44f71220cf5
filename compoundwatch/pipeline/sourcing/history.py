"""How a source has gone: the numbers of its last runs, from their stats.json."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from compoundwatch.archive import RunArchive
from compoundwatch.errors import EXIT_DONE
from compoundwatch.run_folder import STATS, RunStats

# Older runs say little of how a site is today.
MOST_RUNS = 20

# Rules that bound one number from two sides.
_MEASURED_AS = {"min_postings": "postings", "max_postings": "postings"}


def measured_as(rule: str) -> str:
    """The name in `RunStats.measures` of the number that a rule of the contract bounds."""
    return _MEASURED_AS.get(rule, rule)


@dataclass(frozen=True, slots=True)
class Spread:
    """One number over `runs` runs."""

    runs: int
    mean: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class History:
    """The last runs of one source, oldest first."""

    runs: tuple[RunStats, ...] = ()

    @property
    def good(self) -> tuple[RunStats, ...]:
        """Those that ended well and kept their contract: what the source is like when nothing is wrong."""
        return tuple(run for run in self.runs if run.exit_code == EXIT_DONE)

    @property
    def last(self) -> RunStats | None:
        return self.runs[-1] if self.runs else None

    def spread(self, rule: str) -> Spread | None:
        """The number that a rule of the contract bounds, over the good runs in which it could be told."""
        found = list(self._values(measured_as(rule)))
        return Spread(len(found), sum(found) / len(found), min(found), max(found)) if found else None

    def measured(self) -> tuple[str, ...]:
        """The names of all numbers that some good run has, in the order of the runs."""
        return tuple(dict.fromkeys(chain.from_iterable(run.measures for run in self.good)))

    def _values(self, name: str) -> Iterator[float]:
        for run in self.good:
            if name in run.measures:
                yield run.measures[name]
            elif name == "postings":
                # A run from before measures were kept.
                yield float(run.postings)


def load_history(archive: RunArchive, source: str) -> History:
    """The last twenty crawls that the archive has of the source. Raises TryLater or StoreError as the archive does."""
    return History(tuple(islice(_crawls(archive, source), MOST_RUNS))[::-1])


def last_run(archive: RunArchive, source: str) -> RunStats | None:
    """The newest crawl alone."""
    return next(_crawls(archive, source), None)


def _crawls(archive: RunArchive, source: str) -> Iterator[RunStats]:
    """Newest first. What a person imported says nothing of how the source is."""
    found = (_stats(archive, name) for name in reversed(list(archive.runs(source))))
    return (stats for stats in found if not stats.imported)


def _stats(archive: RunArchive, name: str) -> RunStats:
    with archive.open_file(name, STATS) as file:
        return RunStats.model_validate_json(file.read())
