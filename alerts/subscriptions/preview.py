"""What a search would bring, before it is saved: hits, mails a week, examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from alerts.matching.events import reaches
from compoundwatch.posting import Posting, RiskLevel
from index.query import And, Node, Range
from index.store import PostingStore

EXAMPLES = 10
_PAGE = 200
# Enough to say "far too many"; a preview is not a search.
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Preview:
    """`found` postings of the last `days` match, `told` of them would be told; `cut` when counting stopped early.

    `mails_per_week` reckons one digest a day at most, on each day that has something to tell.
    """

    days: int
    found: int
    told: int
    compound_linked: int
    mails_per_week: float
    examples: tuple[Posting, ...]
    cut: bool


def preview(store: PostingStore, query: Node, min_level: RiskLevel, at: datetime, days: int) -> Preview:
    """Run a search over what was first seen in the last `days`, as an alert would. Hits are streamed."""
    recent = And((query, Range("first_seen", low=at - timedelta(days=days))))
    found = told = linked = 0
    examples: list[Posting] = []
    dates: set[date] = set()
    for posting in _hits(store, recent):
        found += 1
        if reaches(min_level, posting):
            told += 1
            linked += bool(posting.compounds)
            dates.add((posting.first_seen or at).date())
            if len(examples) < EXAMPLES:
                examples.append(posting)
    return Preview(days, found, told, linked, round(len(dates) / days * 7, 1), tuple(examples), cut=found >= _MOST)


def _hits(store: PostingStore, query: Node) -> Iterator[Posting]:
    after: str | None = None
    for _ in range(_MOST // _PAGE):
        page = store.search(query, limit=_PAGE, after=after)
        yield from page.postings
        after = page.after
        if after is None:
            return
