"""Campaigns in queries, by their present names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from index.query import And, Node, Not, Or, Value


def with_present_names(query: Node, present: Callable[[str], str]) -> Node:
    """The query with every campaign named as it is now; `present` gives that name."""
    match query:
        case And():
            return And(tuple(with_present_names(node, present) for node in query.nodes))
        case Or():
            return Or(tuple(with_present_names(node, present) for node in query.nodes))
        case Not():
            return Not(with_present_names(query.node, present))
        case Value(field="campaign", prefix=False):
            return replace(query, values=tuple(map(present, query.values)))
        case _:
            return query
