"""Waiting for a server that refuses for now, longer each time, up to a bound."""

from __future__ import annotations

from typing import Final

from compoundwatch.errors import TryLater
from index.elastic.pause import pause

_FIRST_SECONDS: Final = 0.25
_LONGEST_SECONDS: Final = 15.0
# Losing a race is over at once; whoever loses so often is up against something else.
_MOST_CONFLICTS: Final = 50


class Patience:
    """One for each chunk. `tries` is how often in a row the server may refuse before TryLater is raised."""

    def __init__(self, tries: int) -> None:
        self._left = tries
        self._tries = tries
        self._conflicts = 0

    def refused(self, why: str) -> None:
        """The server is full, blocked or in the middle of something. Raises TryLater when it was so too often."""
        if self._left <= 0:
            raise TryLater(f"the server store refused to write {self._tries + 1} times: {why}")
        longest = min(_FIRST_SECONDS * 2 ** (self._tries - self._left), _LONGEST_SECONDS)
        self._left -= 1
        pause(longest)

    def conflict(self) -> None:
        """Others were quicker. Raises TryLater when they always are."""
        self._conflicts += 1
        if self._conflicts > _MOST_CONFLICTS:
            raise TryLater(f"others changed the same postings {_MOST_CONFLICTS} times in a row")
        pause(min(0.01 * self._conflicts, 0.2))

    def progress(self) -> None:
        """Something went through, so the server is well again."""
        self._left = self._tries
