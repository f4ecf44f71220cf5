"""Query trees in the server's terms. They find what `index.reference` finds, over the derived fields of a document.

The server refuses more than 30 queries inside one another (`indices.query.bool.max_nested_depth`), so NOT is moved down to
the leaves and groups of one kind become one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from index.elastic.schema.words import joined, pieces
from index.elastic.searching.areas import Dsl, PointsOf, area_query
from index.fields import NUMBER_FIELDS, PLAIN_FIELDS
from index.moments import microseconds
from index.query import All, And, Leaf, Node, Not, Or, Range, Value, Words

# Words that begin like the end of `"free vis"*`. Beginnings of up to two characters have an index of their own
# (index.elastic.schema.derived_fields), so that even a large store has fewer of the others.
_EXPANSIONS: Final = 65_536


def compile_query(query: Node, points_of: PointsOf) -> Dsl:
    """The query as DSL. `points_of` is asked once for each area."""
    return _Compiler(points_of).compile(_without_not(query, negated=False))


def _without_not(query: Node, *, negated: bool) -> Node:
    """The same query with NOT before leaves only (De Morgan), and no group directly in one of its kind."""
    match query:
        case Not():
            return _without_not(query.node, negated=not negated)
        case And() | Or():
            parts = [_without_not(node, negated=negated) for node in query.nodes]
            kind = And if isinstance(query, And) != negated else Or
            return kind(tuple(_flat(parts, kind)))
        case _:
            return Not(query) if negated else query


def _flat(parts: list[Node], kind: type[And | Or]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, And | Or) and isinstance(part, kind):
            yield from part.nodes
        else:
            yield part


class _Compiler:
    def __init__(self, points_of: PointsOf) -> None:
        self._points_of = points_of

    def compile(self, node: Node) -> Dsl:
        match node:
            case And():
                return self._all_of(node)
            case Or():
                return {"bool": {"should": [self.compile(part) for part in node.nodes], "minimum_should_match": 1}}
            case Not():
                return {"bool": {"must_not": [self.compile(node.node)]}}
            case _:
                return self._leaf(node)

    def _all_of(self, node: And) -> Dsl:
        """Only words weigh in relevance."""
        clauses: dict[str, list[Dsl]] = {"must": [], "filter": [], "must_not": []}
        for part in node.nodes:
            match part:
                case Not():
                    clauses["must_not"].append(self.compile(part.node))
                case Words() | Or() | And():
                    clauses["must"].append(self.compile(part))
                case _:
                    clauses["filter"].append(self.compile(part))
        return {"bool": {kind: found for kind, found in clauses.items() if found}}

    def _leaf(self, leaf: Leaf) -> Dsl:
        match leaf:
            case All():
                return {"match_all": {}}
            case Words():
                return _words(leaf)
            case Value():
                return _value(leaf)
            case Range():
                return _range(leaf)
            case _:
                return area_query(leaf, self._points_of)


def _words(words: Words) -> Dsl:
    fields = [f"words.{name}" for name in (PLAIN_FIELDS if words.field is None else (words.field,))]
    *body, last = (piece for token in words.tokens for piece in pieces(token))
    if words.prefix and not body:
        return _any_of([{"prefix": {field: last}} for field in fields])
    kind = {"type": "phrase_prefix", "max_expansions": _EXPANSIONS} if words.prefix else {"type": "phrase"}
    return {"multi_match": {"query": joined(words.tokens), "fields": fields, "analyzer": "whitespace", **kind}}


def _value(value: Value) -> Dsl:
    field = f"values.{value.field}"
    if not value.prefix:
        return {"terms": {field: list(value.values)}}
    return _any_of([{"prefix": {field: prefix}} if prefix else {"exists": {"field": field}} for prefix in value.values])


def _range(found: Range) -> Dsl:
    field = f"{'numbers' if found.field in NUMBER_FIELDS else 'moments'}.{found.field}"
    ends = {
        "gt" if found.above_low else "gte": _number(found.low),
        "lt" if found.below_high else "lte": _number(found.high),
    }
    given = {end: value for end, value in ends.items() if value is not None}
    return {"range": {field: given}} if given else {"exists": {"field": field}}


def _number(value: float | datetime | None) -> float | None:
    return microseconds(value) if isinstance(value, datetime) else value


def _any_of(queries: list[Dsl]) -> Dsl:
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries, "minimum_should_match": 1}}
