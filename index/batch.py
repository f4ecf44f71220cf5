"""A batch of postings in memory, ready to be asked thousands of queries: sets of postings as the bits of whole numbers.

The same postings are found as by every store (index.reference is the measure); what it costs is a look into a table for a
word and an operation on numbers for AND, OR and NOT. Each field is read from the postings when a query first asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from compoundwatch.posting import Posting
from index.batch_tables import Bits, Ordered, Places, Terms, Texts
from index.fields import NUMBER_FIELDS, PLAIN_FIELDS, moment, number, points, values, word_lists
from index.query import All, And, Area, Box, Leaf, Near, Node, Not, Or, Range, Value, Words


class Batch:
    """`find` gives a set of postings: bit n is the nth of the sequence handed in."""

    def __init__(self, postings: Sequence[Posting]) -> None:
        self.postings = postings
        self._every: Bits = (1 << len(postings)) - 1
        self._words: dict[str | None, Texts] = {}
        self._values: dict[str, Terms] = {}
        self._ranges: dict[str, Ordered] = {}
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

    def _texts(self, field: str | None) -> Texts:
        if field not in self._words:
            fields = PLAIN_FIELDS if field is None else (field,)
            self._words[field] = Texts([[found for name in fields for found in word_lists(one, name)] for one in self.postings])
        return self._words[field]

    def _terms(self, field: str) -> Terms:
        if field not in self._values:
            self._values[field] = Terms(values(posting, field) for posting in self.postings)
        return self._values[field]

    def _ordered(self, field: str) -> Ordered:
        if field not in self._ranges:
            read: Callable[[Posting, str], float | datetime | None] = number if field in NUMBER_FIELDS else moment
            self._ranges[field] = Ordered([read(posting, field) for posting in self.postings])
        return self._ranges[field]

    @cached_property
    def _places(self) -> Places:
        return Places(points(posting) for posting in self.postings)
