"""What a batch of postings looks things up in: one table for the terms of a field, its texts, its numbers or its places.

A set of postings is the bits of a whole number: bit n is the nth posting of the batch.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final, TypeVar

from index.nearby import is_within, latitudes
from index.query import Area, Point, Range, Words

Key = TypeVar("Key")
Bits = int

# Between two tokens, and between two lists of them: neither stands in a token.
_GAP: Final = "\x1f"
_END: Final = "\x1e"


class Terms:
    """Term → the postings that hold it."""

    def __init__(self, held: Iterable[Iterable[str]]) -> None:
        self._bits = _bits_by_key(held)

    def get(self, term: str) -> Bits:
        """Postings that hold a term."""
        return self._bits.get(term, 0)

    def any_of(self, terms: Iterable[str]) -> Bits:
        """Postings that hold one of the terms."""
        found = 0
        for term in terms:
            found |= self._bits.get(term, 0)
        return found

    def any_that_begins(self, prefixes: Iterable[str]) -> Bits:
        """Postings with a term that begins so."""
        found = 0
        for prefix in prefixes:
            for place in range(bisect_left(self._sorted, prefix), len(self._sorted)):
                if not self._sorted[place].startswith(prefix):
                    break
                found |= self._bits[self._sorted[place]]
        return found

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._bits)


class Texts:
    """Token lists of a field of each posting. A phrase never reaches from one list into the next."""

    def __init__(self, lists: Sequence[list[list[str]]]) -> None:
        self._lists = lists
        self._joined: dict[int, str] = {}
        self.terms = Terms({token for found in own for token in found} for own in lists)

    def phrase(self, words: Words, numbers: Callable[[Bits], Iterator[int]]) -> Bits:
        """Postings with these tokens side by side; `numbers` lists a set."""
        *body, last = words.tokens
        candidates = self.terms.any_that_begins((last,)) if words.prefix else self.terms.get(last)
        for token in body:
            candidates &= self.terms.get(token)
        if not body:
            return candidates
        sought = _GAP + _GAP.join(words.tokens) + ("" if words.prefix else _GAP)
        return sum(1 << n for n in numbers(candidates) if sought in self._text(n))

    def _text(self, n: int) -> str:
        if n not in self._joined:
            self._joined[n] = _END.join(f"{_GAP}{_GAP.join(found)}{_GAP}" for found in self._lists[n])
        return self._joined[n]


class Ordered:
    """A number or moment of each posting, in order; of the first k in that order `_first[k]` are the postings."""

    def __init__(self, held: Sequence[float | datetime | None]) -> None:
        pairs: list[tuple[float | datetime, int]] = sorted(
            ((value, n) for n, value in enumerate(held) if value is not None), key=lambda pair: pair[0]
        )
        self._values = [value for value, _ in pairs]
        self._first = [0]
        for _, n in pairs:
            self._first.append(self._first[-1] | 1 << n)

    def between(self, wanted: Range) -> Bits:
        """Postings whose value lies in the range."""
        low, high = 0, len(self._values)
        if wanted.low is not None:
            low = (bisect_right if wanted.above_low else bisect_left)(self._values, wanted.low)
        if wanted.high is not None:
            high = (bisect_left if wanted.below_high else bisect_right)(self._values, wanted.high)
        return self._first[high] & ~self._first[low] if low < high else 0


class Places:
    """Point → the postings with a place there. Only points of the right latitudes are measured."""

    def __init__(self, held: Iterable[Iterable[Point]]) -> None:
        self._bits = _bits_by_key(held)
        self._points = sorted(self._bits)
        self._latitudes = [lat for lat, _ in self._points]

    def within(self, area: Area) -> Bits:
        """Postings with a place in the area."""
        south, north = latitudes(area)
        found = 0
        for point in self._points[bisect_left(self._latitudes, south) : bisect_right(self._latitudes, north)]:
            if is_within(area, point):
                found |= self._bits[point]
        return found


def _bits_by_key(held: Iterable[Iterable[Key]]) -> dict[Key, Bits]:
    bits: dict[Key, Bits] = {}
    for n, keys in enumerate(held):
        bit = 1 << n
        for key in keys:
            bits[key] = bits.get(key, 0) | bit
    return bits
