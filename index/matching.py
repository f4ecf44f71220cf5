"""Many queries against one batch of postings: how alerts are matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compoundwatch.posting import Posting
from index.batch import Batch
from index.query import Node


def match_batch(queries: Mapping[str, Node], postings: Sequence[Posting]) -> dict[str, list[str]]:
    """Query key → ids of the postings it finds, in the order given; queries that find nothing are left out."""
    batch = Batch(postings)
    answers = ((key, batch.find(query)) for key, query in queries.items())
    return {key: [postings[n].id for n in batch.numbers(found)] for key, found in answers if found}
