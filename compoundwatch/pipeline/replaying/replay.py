"""Runs rules over stored postings. Nothing is written and nobody is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice

from compoundwatch.pipeline.enrich_lines import AT_ONCE
from compoundwatch.pipeline.replaying.difference import difference
from compoundwatch.pipeline.replaying.report import Report
from compoundwatch.posting import Posting
from enrich import Enricher
from index.query import Node, Range
from index.store import PostingStore

_PAGE = 500


def replay(
    store: PostingStore, enricher: Enricher, since: datetime | None, *, most: int, tick: Callable[[int], None] | None = None
) -> Report:
    """What the rules of `enricher` would change in postings taken in from `since` on, newest first.

    `most`: how many postings the report names. `tick` is called with the number of postings read.
    """
    report = Report(most)
    postings = _stored(store, since)
    while batch := list(islice(postings, AT_ONCE)):
        for posting, tagged in zip(batch, enricher.enrich_many(batch), strict=True):
            report.add(difference(posting, tagged))
        if tick:
            tick(report.read)
    return report


def _stored(store: PostingStore, since: datetime | None) -> Iterator[Posting]:
    """Page by page, so that neither store holds more than one in memory."""
    if since is None:
        yield from store.all()
        return
    query: Node = Range("ingested_at", low=since)
    after: str | None = None
    while True:
        page = store.search(query, limit=_PAGE, after=after, sort="newest")
        yield from page.postings
        after = page.after
        if after is None:
            return
