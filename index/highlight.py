"""The exact words of a posting that a query found."""

from __future__ import annotations

from compoundwatch.posting import Posting, Span
from index.query import Node


def highlights(query: Node, posting: Posting) -> tuple[Span, ...]:
    """Spans of `posting.body` that the query's words and contacts stand in, in order and without overlap."""
    raise NotImplementedError
