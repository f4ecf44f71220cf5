"""Many queries against one batch of postings: how alerts are matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compoundwatch.posting import Posting
from index.query import Node


def match_batch(queries: Mapping[str, Node], postings: Sequence[Posting]) -> dict[str, list[str]]:
    """Query key → ids of the postings it finds, in the order given; queries that find nothing are left out."""
    raise NotImplementedError
