"""What a function tells of characters, remembered: asked of each character of a text, a look into a table is all it may cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Char = TypeVar("Char", int, str)
Told = TypeVar("Told")
# More characters than all languages of postings use; a text that goes through all of Unicode fills no memory.
_MOST = 65_536


class CharTable(dict[Char, Told]):
    """Filled as characters are met, by `tell`. Fit for `str.translate` where characters are code points."""

    def __init__(self, tell: Callable[[Char], Told]) -> None:
        super().__init__()
        self._tell: Callable[[Char], Told] = tell

    def __missing__(self, char: Char) -> Told:
        told = self._tell(char)
        if len(self) < _MOST:
            self[char] = told
        return told
