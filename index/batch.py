"""A batch of postings in memory, ready to be asked thousands of queries: sets of postings as the bits of whole numbers.

The same postings are found as by every store (index.reference is the measure); what it costs is a look into a table for a
word and an operation on numbers for AND, OR and NOT. Each field is read from the postings when a query first asks for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property
from typing import Final, TypeVar

from compoundwatch.posting import Posting
from index.fields import NUMBER_FIELDS, PLAIN_FIELDS, moment, number, points, values, word_lists
from index.nearby import is_within, latitudes
from index.query import All, And, Area, Box, Leaf, Near, Node, Not, Or, Point, Range, Value, Words

Key = TypeVar("Key")
Bits = int

# Between two tokens, and between two lists of them: neither stands in a token.
_GAP: Final = "\x1f"
_END: Final = "\x1e"


class Batch:
    """`find` gives a set of postings: bit n is the nth of the sequence handed in."""

    def __init__(self, postings: Sequence[Posting]) -> None:
        self.postings = postings
        self._every: Bits = (1 << len(postings)) - 1
        self._words: dict[str | None, _Texts] = {}
        self._values: dict[str, _Terms] = {}
        self._ranges: dict[str, _Ordered] = {}
        # Only of leaves that cost more than a look into a table.
        self._found: dict[Words | Value | Area, Bits] = {}

    def find(self, query: Node) -> Bits:
        """The postings that a query finds."""
        match query:
            case And(nodes):
                found = self._every
                for node in nodes:
                    found &= self.find(node)
                    if not found:
                        break
            case Or(nodes):
                found = 0
                for node in nodes:
                    found |= self.find(node)
            case Not(node):
                found = self._every & ~self.find(node)
            case _:
                found = self._leaf(query)
        return found

    def numbers(self, found: Bits) -> Iterator[int]:
        """The places of postings in the sequence, in order."""
        while found:
            lowest = found & -found
            yield lowest.bit_length() - 1
            found ^= lowest

    def _leaf(self, leaf: Leaf) -> Bits:
        match leaf:
            case Words((token,), prefix=False, field=field):
                found = self._texts(field).terms.get(token)
            case Value(field, held, prefix=False):
                found = self._terms(field).any_of(held)
            case Range(field):
                found = self._ordered(field).between(leaf)
            case All():
                found = self._every
            case _:
                found = self._remembered(leaf)
        return found

    def _remembered(self, leaf: Words | Value | Area) -> Bits:
        if leaf not in self._found:
            self._found[leaf] = self._sought(leaf)
        return self._found[leaf]

    def _sought(self, leaf: Words | Value | Area) -> Bits:
        match leaf:
            case Words(field=field):
                return self._texts(field).phrase(leaf, self.numbers)
            case Value(field, held):
                return self._terms(field).any_that_begins(held)
            case Near() | Box():
                return self._places.within(leaf)

    def _texts(self, field: str | None) -> _Texts:
        if field not in self._words:
            fields = PLAIN_FIELDS if field is None else (field,)
            self._words[field] = _Texts([[found for name in fields for found in word_lists(one, name)] for one in self.postings])
        return self._words[field]

    def _terms(self, field: str) -> _Terms:
        if field not in self._values:
            self._values[field] = _Terms(values(posting, field) for posting in self.postings)
        return self._values[field]

    def _ordered(self, field: str) -> _Ordered:
        if field not in self._ranges:
            read: Callable[[Posting, str], float | datetime | None] = number if field in NUMBER_FIELDS else moment
            self._ranges[field] = _Ordered([read(posting, field) for posting in self.postings])
        return self._ranges[field]

    @cached_property
    def _places(self) -> _Places:
        return _Places(points(posting) for posting in self.postings)


class _Terms:
    """Term → the postings that hold it."""

    def __init__(self, held: Iterable[Iterable[str]]) -> None:
        self._bits = _bits_by_key(held)

    def get(self, term: str) -> Bits:
        return self._bits.get(term, 0)

    def any_of(self, terms: Iterable[str]) -> Bits:
        found = 0
        for term in terms:
            found |= self._bits.get(term, 0)
        return found

    def any_that_begins(self, prefixes: Iterable[str]) -> Bits:
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


class _Texts:
    """Token lists of a field of each posting. A phrase never reaches from one list into the next."""

    def __init__(self, lists: Sequence[list[list[str]]]) -> None:
        self._lists = lists
        self._joined: dict[int, str] = {}
        self.terms = _Terms({token for found in own for token in found} for own in lists)

    def phrase(self, words: Words, numbers: Callable[[Bits], Iterator[int]]) -> Bits:
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


class _Ordered:
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
        low, high = 0, len(self._values)
        if wanted.low is not None:
            low = (bisect_right if wanted.above_low else bisect_left)(self._values, wanted.low)
        if wanted.high is not None:
            high = (bisect_left if wanted.below_high else bisect_right)(self._values, wanted.high)
        return self._first[high] & ~self._first[low] if low < high else 0


class _Places:
    """Point → the postings with a place there. Only points of the right latitudes are measured."""

    def __init__(self, held: Iterable[Iterable[Point]]) -> None:
        self._bits = _bits_by_key(held)
        self._points = sorted(self._bits)
        self._latitudes = [lat for lat, _ in self._points]

    def within(self, area: Area) -> Bits:
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
