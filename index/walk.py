"""All that a query finds in a store, a page at a time."""

from __future__ import annotations

from collections.abc import Iterator

from compoundwatch.posting import Posting
from index.query import Node
from index.store import PostingStore


def walk(store: PostingStore, query: Node, page_size: int) -> Iterator[tuple[Posting, ...]]:
    """Pages of at most `page_size` postings, the newest first; one empty page where nothing is found. Raises StoreError."""
    after: str | None = None
    while True:
        page = store.search(query, limit=page_size, after=after)
        yield page.postings
        after = page.after
        if after is None:
            return
