"""One line on stderr that says how far a set is, for people only."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
_WIDTH = 60


def shown(items: Sequence[Item], label: str) -> Iterator[Item]:
    """The items, while a terminal shows how many of them are done."""
    for done, item in enumerate(items):
        _say(f"{label}: {done} of {len(items)}")
        yield item
    _say("")


def step(label: str) -> None:
    """Say what is being done now."""
    _say(label)


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{text:{_WIDTH}}\r", end="", file=sys.stderr, flush=True)
