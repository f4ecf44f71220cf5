"""What a search would bring, before it is saved: hits, mails a week, examples."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.matching.filters import tells
from compoundwatch.config import AlertConfig
from compoundwatch.posting import Posting
from index.query import And, Node, Range
from index.store import PostingStore
from index.walk import walk

EXAMPLES = 10
_PAGE = 200
# Enough to say "far too many"; a preview is not a search.
MOST = 20_000


@dataclass(frozen=True, slots=True)
class Preview:
    """`found` postings of the last `days` match, `told` of them would be told; `cut` when counting stopped early.

    `taken_in` counts all postings of these days. `mails_per_week` reckons one mail for each digest of the chosen rate that has
    something to tell; 0 for a search that is not told by mail.
    """

    days: int
    taken_in: int
    found: int
    told: int
    compound_linked: int
    mails_per_week: float
    examples: tuple[Posting, ...]
    cut: bool


@dataclass(frozen=True, slots=True)
class Period:
    """The `days` that end at a moment."""

    at: datetime
    days: int = 30

    @property
    def start(self) -> datetime:
        return self.at - timedelta(days=self.days)


def preview(
    store: PostingStore, query: Node, alert: AlertConfig, period: Period, enough: Callable[[int], bool] | None = None
) -> Preview:
    """Run a search over what was first seen in a period, as an alert would. Hits are streamed.

    `enough` is asked between pages of 200 whether to stop, and handed how many would be told so far.
    """
    recent = Range("first_seen", low=period.start)
    found = told = linked = 0
    examples: list[Posting] = []
    digests: set[Hashable] = set()
    cut = False
    for page in walk(store, And((query, recent)), _PAGE):
        for posting in page:
            found += 1
            if tells(alert, posting):
                told += 1
                linked += bool(posting.compounds)
                digests.add(_digest(alert, posting.first_seen or period.at))
                examples += [posting] if len(examples) < EXAMPLES else []
        cut = found >= MOST or (enough is not None and len(page) == _PAGE and enough(told))
        if cut:
            break
    mails = round(len(digests) / period.days * 7, 1) if "mail" in alert.outlets else 0.0
    taken_in = store.search(recent, limit=1).total
    return Preview(period.days, taken_in, found, told, linked, mails, tuple(examples), cut)


def _digest(alert: AlertConfig, seen: datetime) -> Hashable:
    """Which digest would tell what was first seen then: two of the same come in one mail."""
    if alert.rate == "immediate":
        return seen.replace(second=0, microsecond=0)
    local = seen.astimezone(ZoneInfo(alert.time_zone))
    day = (local - timedelta(hours=alert.hour)).date()
    match alert.rate:
        case "hourly":
            return local.date(), local.hour, local.utcoffset()
        case "daily":
            return day
        case "weekly":
            return day.isocalendar()[:2]
        case "monthly":
            return day.year, day.month
