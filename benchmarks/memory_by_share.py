"""How much memory a process and its children use as work goes on: is it flat?"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

import psutil

# Per cent of the work at which memory is told.
MARKS = (1, 10, 50, 100)
_SAID_EVERY_SECONDS = 10.0

Item = TypeVar("Item")


@dataclass(slots=True)
class Progress:
    """Counts `total` pieces of work called `name`; looks after each per cent what memory is used, and says so now and then."""

    name: str
    total: int
    done: int = 0
    peak_mb: float = 0.0
    mb_at: dict[int, float] = field(default_factory=dict)
    _began: float = field(default_factory=time.monotonic)
    _said: float = 0.0

    @property
    def minutes(self) -> float:
        """Of wall time since it began."""
        return round((time.monotonic() - self._began) / 60, 1)

    def reach(self, done: int) -> None:
        """So many pieces are done now."""
        percent, before = (100 * count // self.total for count in (done, self.done))
        self.done = done
        if percent > before:
            self._look(percent, before)

    def counted(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, each of them a piece that is done when the next is asked for."""
        for item in items:
            yield item
            self.reach(self.done + 1)

    def _look(self, percent: int, before: int) -> None:
        used = family_mb()
        self.peak_mb = max(self.peak_mb, used)
        passed_marks = {mark: used for mark in MARKS if before < mark <= percent}
        self.mb_at |= passed_marks
        if passed_marks or time.monotonic() - self._said > _SAID_EVERY_SECONDS:
            self._said = time.monotonic()
            left = (self._said - self._began) * (self.total - self.done) / self.done / 60
            print(
                f"{self.name}: {percent} % of {self.total:,}, {used:.0f} MB, {left:.1f} minutes to go", file=sys.stderr, flush=True
            )


def family_mb() -> float:
    """Of this process and its children; what several share is counted once (PSS; proc(5))."""
    total = 0
    for process in (psutil.Process(), *psutil.Process().children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            total += process.memory_full_info().pss
    return round(total / 2**20, 1)
