"""What a query means, in plain Python over one posting: the measure that every store is held against. Slow on purpose."""

from __future__ import annotations

from datetime import datetime

from compoundwatch.posting import Posting
from index.fields import NUMBER_FIELDS, PLAIN_FIELDS, moment, number, points, values, word_lists
from index.nearby import within
from index.query import All, And, Box, Leaf, Near, Node, Not, Or, Range, Value, Words


class Reading:
    """A posting as queries see it; each field is read once, when a query first asks for it."""

    def __init__(self, posting: Posting) -> None:
        self.posting = posting
        self._words: dict[str, list[list[str]]] = {}
        self._values: dict[str, set[str]] = {}

    def words(self, field: str) -> list[list[str]]:
        if field not in self._words:
            self._words[field] = word_lists(self.posting, field)
        return self._words[field]

    def values(self, field: str) -> set[str]:
        if field not in self._values:
            self._values[field] = values(self.posting, field)
        return self._values[field]


def matches(query: Node, reading: Reading) -> bool:
    """Whether the query finds the posting."""
    match query:
        case And():
            found = all(matches(node, reading) for node in query.nodes)
        case Or():
            found = any(matches(node, reading) for node in query.nodes)
        case Not():
            found = not matches(query.node, reading)
        case _:
            found = leaf_matches(query, reading)
    return found


def leaf_matches(leaf: Leaf, reading: Reading) -> bool:
    match leaf:
        case All():
            found = True
        case Words():
            found = has_words(leaf, reading)
        case Value():
            found = has_value(leaf, reading.values(leaf.field))
        case Range():
            found = is_in_range(leaf, reading.posting)
        case Near() | Box():
            found = bool(within(leaf, points(reading.posting)))
    return found


def has_words(query: Words, reading: Reading) -> bool:
    fields = PLAIN_FIELDS if query.field is None else (query.field,)
    return any(stands_in(query, found) for field in fields for found in reading.words(field))


def stands_in(query: Words, found: list[str]) -> bool:
    """Whether the tokens stand in `found`, one after another."""
    first, *others = query.tokens
    if query.prefix and not others:
        return any(token.startswith(first) for token in found)
    return first in found and any(stands_at(query, found, start) for start in range(len(found) - len(others)))


def stands_at(query: Words, found: list[str], start: int) -> bool:
    *body, last = query.tokens
    end = start + len(body)
    return found[start:end] == body and (found[end].startswith(last) if query.prefix else found[end] == last)


def has_value(query: Value, held: set[str]) -> bool:
    if query.prefix:
        return any(value.startswith(query.values) for value in held)
    return not held.isdisjoint(query.values)


def is_in_range(query: Range, posting: Posting) -> bool:
    value = number(posting, query.field) if query.field in NUMBER_FIELDS else moment(posting, query.field)
    return value is not None and _above(query, value) and _below(query, value)


def _above(query: Range, value: float | datetime) -> bool:
    low = query.low
    if low is None:
        return True
    return value > low if query.above_low else value >= low  # type: ignore[operator]


def _below(query: Range, value: float | datetime) -> bool:
    high = query.high
    if high is None:
        return True
    return value < high if query.below_high else value <= high  # type: ignore[operator]
