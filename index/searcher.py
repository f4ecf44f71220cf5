"""Postings and query trees in tantivy's terms: schema, documents and queries. Nothing is stored in it but what is searched.

Words are cut by compoundwatch.text, never by tantivy: its `whitespace` tokenizer only splits what we joined with spaces.
Moments are whole microseconds, so that no comparison rounds. Points are searched as terms: a distance is turned into the
distinct points that lie within it, of which a gazetteer has few.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from typing import Final

import tantivy
from tantivy import FieldType, Occur, Query

from compoundwatch.posting import Posting
from index.fields import (
    DATE_FIELDS,
    NUMBER_FIELDS,
    PLAIN_FIELDS,
    VALUE_FIELDS,
    WORD_FIELDS,
    moment,
    number,
    points,
    values,
    word_lists,
)
from index.moments import microseconds
from index.nearby import point_term
from index.query import All, And, Area, Box, Leaf, Near, Node, Not, Or, Point, Range, Value, Words

# Change it whenever a document of the same posting would come out differently: the index is then made anew.
SCHEMA_VERSION: Final = 1

# A posting's number in the records, and its risk with that number behind: both order all postings without ties.
NUMBER: Final = "n"
RISK_ORDER: Final = "risk_order"
_NUMBER_BITS: Final = 40
SEQ: Final = "seq"
_POINT: Final = "point"

# What has a meaning in tantivy's regular expressions.
_SPECIAL = re.compile(r"([\\.+*?()|\[\]{}^$#&~\-])")

NearbyPoints = Callable[[Area], Iterable[Point]]


@cache
def build_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in (NUMBER, RISK_ORDER, SEQ):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in WORD_FIELDS:
        builder.add_text_field(_words(name), tokenizer_name="whitespace")
    for name in VALUE_FIELDS:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in NUMBER_FIELDS:
        builder.add_float_field(name, indexed=True, fast=True)
    for name in DATE_FIELDS:
        builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_text_field(_POINT, tokenizer_name="raw", index_option="basic")
    return builder.build()


def build_document(posting: Posting, n: int, seq: int) -> tantivy.Document:
    """The posting as tantivy's document; `n` is its number in the records, `seq` the change that it stands for."""
    document = tantivy.Document()
    document.add_integer(NUMBER, n)
    document.add_integer(SEQ, seq)
    document.add_integer(RISK_ORDER, (round(posting.risk.score * 10_000) << _NUMBER_BITS) + n)
    for name in WORD_FIELDS:
        for found in word_lists(posting, name):
            document.add_text(_words(name), " ".join(found))
    for name in VALUE_FIELDS:
        for value in values(posting, name):
            document.add_text(name, value)
    for name in NUMBER_FIELDS:
        if (figure := number(posting, name)) is not None:
            document.add_float(name, figure)
    for name in DATE_FIELDS:
        if (when := moment(posting, name)) is not None:
            document.add_integer(name, microseconds(when))
    for point in points(posting):
        document.add_text(_POINT, point_term(point))
    return document


def number_of(risk_order: int) -> int:
    """The posting's number behind its `risk_order`."""
    return risk_order & ((1 << _NUMBER_BITS) - 1)


class Compiler:
    """Query tree → tantivy query, of one state of the index. `nearby` gives the stored points in an area."""

    def __init__(self, schema: tantivy.Schema, nearby: NearbyPoints) -> None:
        self._schema = schema
        self._nearby = nearby
        # Thousands of saved searches ask for the same few words.
        self._made: dict[Leaf, Query] = {}

    def compile(self, node: Node) -> Query:
        match node:
            case And():
                return _all_of([self.compile(part) for part in node.nodes])
            case Or():
                return _any_of([self.compile(part) for part in node.nodes])
            case Not():
                return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self.compile(node.node))])
            case _:
                if node not in self._made:
                    self._made[node] = self._leaf(node)
                return self._made[node]

    def _leaf(self, leaf: Leaf) -> Query:
        match leaf:
            case All():
                return Query.all_query()
            case Words():
                fields = PLAIN_FIELDS if leaf.field is None else (leaf.field,)
                return _any_of([self._phrase(_words(field), leaf) for field in fields])
            case Value():
                return self._value(leaf)
            case Range():
                return self._range(leaf)
            case Near() | Box():
                return Query.term_set_query(self._schema, _POINT, [point_term(point) for point in self._nearby(leaf)])

    def _phrase(self, field: str, words: Words) -> Query:
        found = list(words.tokens)
        if words.prefix:
            patterns = [*map(_literally, found[:-1]), _begins_with(found[-1])]
            if len(patterns) == 1:
                return Query.regex_query(self._schema, field, patterns[0])
            return Query.regex_phrase_query(self._schema, field, list(patterns))
        if len(found) == 1:
            return Query.term_query(self._schema, field, found[0])
        return Query.phrase_query(self._schema, field, list(found))

    def _value(self, value: Value) -> Query:
        if value.prefix:
            return _any_of([self._begins_with(value.field, prefix) for prefix in value.values])
        return _any_of([Query.term_query(self._schema, value.field, form, "basic") for form in value.values])

    def _begins_with(self, field: str, prefix: str) -> Query:
        return Query.regex_query(self._schema, field, _begins_with(prefix)) if prefix else Query.exists_query(field)

    def _range(self, found: Range) -> Query:
        low = microseconds(found.low) if isinstance(found.low, datetime) else found.low
        high = microseconds(found.high) if isinstance(found.high, datetime) else found.high
        if low is None and high is None:
            return Query.exists_query(found.field)
        kind = FieldType.Float if found.field in NUMBER_FIELDS else FieldType.Integer
        return Query.range_query(
            self._schema, found.field, kind, low, high, include_lower=not found.above_low, include_upper=not found.below_high
        )


def _words(field: str) -> str:
    return f"words_{field}"


def _literally(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _begins_with(prefix: str) -> str:
    return f"{_literally(prefix)}(.|\n)*"


def _all_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def _any_of(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])
