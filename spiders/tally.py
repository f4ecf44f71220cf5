"""What a crawl counts while it goes: the numbers of stats.json and of the contract."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from compoundwatch.posting import Captured
from compoundwatch.run_folder import SightingOutcome
from spiders.reach import Reach

_SEEN: tuple[SightingOutcome, ...] = ("new", "changed", "unchanged", "304")


@dataclass(slots=True)
class Tally:
    """Running numbers. `read` counts postings that were parsed, `details` the detail pages a list named.

    `fields` are the posting fields whose filling the contract asks about, `filled` how many of the parsed postings had them.
    """

    fields: tuple[str, ...] = ()
    reach: Reach = field(default_factory=Reach)
    bytes: int = 0
    pages_by_status: Counter[str] = field(default_factory=Counter)
    pages_by_class: Counter[str] = field(default_factory=Counter)
    sightings: Counter[SightingOutcome] = field(default_factory=Counter)
    captured: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    read: int = 0
    freshest: datetime | None = None
    details: int = 0
    details_failed: int = 0

    @property
    def pages(self) -> int:
        return self.pages_by_status.total()

    @property
    def postings(self) -> int:
        """Postings that were there, read anew or known to be unchanged."""
        return sum(self.sightings[outcome] for outcome in _SEEN)

    def count_page(self, status: int, size: int) -> None:
        """One answer of the server, of any status."""
        self.pages_by_status[str(status)] += 1
        self.bytes += size

    def count_read(self, posting: Captured) -> None:
        """One posting parsed from a page, whether it is news or not."""
        self.read += 1
        self.filled.update(name for name in self.fields if getattr(posting, name))
        self.reach.count(posting)
        self._date(posting.date_posted)

    def count_known(self, posted: datetime | None) -> None:
        """One posting that is as it was, and was `posted` then."""
        self._date(posted)

    def _date(self, posted: datetime | None) -> None:
        if posted and (self.freshest is None or posted > self.freshest):
            self.freshest = posted
