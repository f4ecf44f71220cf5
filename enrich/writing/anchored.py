"""Patterns that begin with one of many known words, found without trying them at every character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from ahocorasick_rs import AhoCorasick

_LONE_SURROGATE = regex.compile(r"\p{Cs}")


class AnchoredPattern:
    """As `pattern.finditer`, for a pattern of which every match begins with one of `beginnings`; what it looks behind at aside."""

    def __init__(self, pattern: regex.Pattern[str], beginnings: Iterable[str]) -> None:
        self._pattern = pattern
        self._beginnings = AhoCorasick(sorted(set(beginnings)))

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """Matches from left to right, none overlapping."""
        # The automaton reads whole characters only.
        if not text.isascii():
            text = _LONE_SURROGATE.sub("\ufffd", text)
        found = self._beginnings.find_matches_as_indexes(text, overlapping=True)
        done = 0
        for start in sorted({start for _, start, _ in found}):
            match = self._pattern.match(text, start) if start >= done else None
            if match:
                done = match.end()
                yield match
