"""What was checked since any of many moments, for all the digests of one round: the runs are read once."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from sqlalchemy import Connection, select

from alerts.health import Checked, checked
from compoundwatch import db

# Longer than any digest waits; what is older is asked of the database.
_WINDOW = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Work:
    """Runs by when they ended: `pages` and `postings` of all before each, and when each source was last checked."""

    until: datetime
    ended: array[float]
    pages: array[int]
    postings: array[int]
    newest: Mapping[str, float]

    def since(self, connection: Connection, moment: datetime | None) -> Checked:
        """As alerts.health.checked, in a moment; None: since ever."""
        if moment is None or moment < self.until - _WINDOW:
            return checked(connection, moment, self.until)
        first = bisect_right(self.ended, moment.timestamp())
        return Checked(
            since=moment,
            until=self.until,
            sources=sum(ended > moment.timestamp() for ended in self.newest.values()),
            pages=self.pages[-1] - self.pages[first],
            postings=self.postings[-1] - self.postings[first],
        )


def load_work(connection: Connection, until: datetime) -> Work:
    """The work of the last weeks. Runs are streamed; a few numbers are kept of each."""
    runs = db.runs
    window = runs.c.ended.between((until - _WINDOW).timestamp(), until.timestamp())
    ended, pages, postings = array("d"), array("q"), array("q")
    newest: dict[str, float] = {}
    rows = select(runs.c.source, runs.c.ended, runs.c.stats).where(window).order_by(runs.c.ended)
    for row in connection.execute(rows.execution_options(yield_per=200)):
        stats = row.stats or {}
        ended.append(row.ended)
        pages.append(stats.get("pages", 0))
        postings.append(stats.get("postings", 0))
        newest[row.source] = row.ended
    return Work(until, ended, array("q", accumulate(pages, initial=0)), array("q", accumulate(postings, initial=0)), newest)
