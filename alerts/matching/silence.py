"""Campaigns that come back after a long silence: an event of its own, for somebody has taken an old text up again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from compoundwatch.posting import Posting
from index.query import And, Node, Range, Value
from index.store import Hits

# Boards let an advert stand for a month, two or three and then ask for it anew: up to there a copy is a renewal. Who posts a text
# again later has taken it out of a drawer.
SILENCE: Final = timedelta(days=90)


@dataclass(slots=True)
class Silences:
    """`search` is the store's; it is asked only where nobody was told of the campaign within `SILENCE`."""

    search: Callable[..., Hits]
    _known: dict[tuple[str, datetime], datetime | None] = field(default_factory=dict)

    def before(self, posting: Posting, newest_told: float) -> datetime | None:
        """Since when the posting's campaign was silent, None where it was not; `newest_told`: seconds since 1970."""
        came = posting.ingested_at
        if posting.campaign is None or came is None:
            return None
        if came - datetime.fromtimestamp(newest_told, UTC) < SILENCE:
            return None
        key = (posting.campaign, came)
        if key not in self._known:
            self._known[key] = self._newest_before(posting.campaign, came)
        before = self._known[key]
        return before if before and came - before >= SILENCE else None

    def _newest_before(self, campaign: str, came: datetime) -> datetime | None:
        query: Node = And((Value("campaign", (campaign,)), Range("ingested_at", high=came, below_high=True)))
        found = self.search(query, limit=1).postings
        return found[0].ingested_at if found else None
