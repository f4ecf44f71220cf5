"""Many queries against one batch of postings: how alerts are matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import tantivy

from compoundwatch.posting import Posting
from index.fields import points
from index.nearby import within
from index.query import Node
from index.searcher import NUMBER, Compiler, build_document, build_schema

# The least that tantivy takes; a batch is far smaller.
_HEAP_BYTES = 15_000_000


def match_batch(queries: Mapping[str, Node], postings: Sequence[Posting]) -> dict[str, list[str]]:
    """Query key → ids of the postings it finds, in the order given; queries that find nothing are left out."""
    if not queries or not postings:
        return {}
    schema = build_schema()
    searcher = _searcher(schema, postings)
    stored = {point for posting in postings for point in points(posting)}
    compiler = Compiler(schema, lambda area: within(area, stored))
    # Many people save the same search.
    same: dict[Node, list[str]] = {}
    for query in queries.values():
        if query not in same:
            found = searcher.search(
                compiler.compile(query), len(postings), count=False, order_by_field=NUMBER, order=tantivy.Order.Asc
            )
            same[query] = [postings[n].id for n, _ in found.hits]
    return {key: list(same[query]) for key, query in queries.items() if same[query]}


def _searcher(schema: tantivy.Schema, postings: Sequence[Posting]) -> tantivy.Searcher:
    index = tantivy.Index(schema)
    writer = index.writer(_HEAP_BYTES, 1)
    for n, posting in enumerate(postings):
        writer.add_document(build_document(posting, n, n))
    writer.commit()
    index.reload()
    return index.searcher()
