"""When a digest is due: at the full hour, or at the subscriber's hour of each day, Monday, or first of the month.

A beat is settled once for each of its moments, by the first call after it, whether or not there was something to tell. So
what is found later waits for the next one, also where the program runs rarely or late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from alerts.digest.beat import rate_of
from compoundwatch import db

# One INSERT takes so many rows: SQLite bounds the values of a statement.
_AT_ONCE = 200

Pair = tuple[str, str]


def last_moment(beat: str, at: datetime) -> datetime:
    """The newest moment, `at` or earlier, at which the digest of this beat was due; in UTC.

    A local hour that a clock change skips is due when it would have been; one that comes twice, the first time.
    """
    rate = rate_of(beat)
    if rate == "immediate":
        return at
    if rate == "hourly":
        return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    _, hour, zone = beat.split("@")
    day = at.astimezone(ZoneInfo(zone)).date()
    if _moment(day, hour, zone) > at:
        day -= timedelta(days=1)
    back = {"weekly": day.weekday(), "monthly": day.day - 1}.get(rate, 0)
    return _moment(day - timedelta(days=back), hour, zone)


def next_moment(beat: str, at: datetime) -> datetime:
    """The first moment after `at` at which the digest of this beat is due; in UTC. An immediate one is due with the next run."""
    rate = rate_of(beat)
    if rate == "immediate":
        return at
    step = {"hourly": timedelta(hours=1), "daily": timedelta(hours=23), "weekly": timedelta(days=6), "monthly": timedelta(days=27)}
    last = last_moment(beat, at)
    # No two moments lie closer together, nor much further apart: the clock changes and the months differ.
    probe = last + step[rate]
    while (found := last_moment(beat, probe)) <= at:
        probe += timedelta(hours=1)
    return found


def _moment(day: date, hour: str, zone: str) -> datetime:
    return datetime.combine(day, time(int(hour)), ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Schedules:
    """When each digest (subscriber, beat) was last settled, as read at one moment."""

    settled: Mapping[Pair, datetime]
    at: datetime

    def is_due(self, pair: Pair) -> bool:
        """Immediate ones always are."""
        return rate_of(pair[1]) == "immediate" or self.settled.get(pair, self.at) < last_moment(pair[1], self.at)


def load_schedules(connection: Connection, pairs: Iterable[Pair], at: datetime) -> Schedules:
    """What is known of all digests; those of `pairs` that are new start now. Needs a connection that may write."""
    table = db.schedules
    rows = connection.execute(select(table.c.subscriber, table.c.beat, table.c.last))
    settled = {(row.subscriber, row.beat): datetime.fromtimestamp(row.last, UTC) for row in rows}
    new = [pair for pair in dict.fromkeys(pairs) if pair not in settled]
    for start in range(0, len(new), _AT_ONCE):
        values = [{"subscriber": who, "beat": beat, "last": at.timestamp()} for who, beat in new[start : start + _AT_ONCE]]
        connection.execute(db.insert_new(connection, table).values(values))
    return Schedules({**settled, **dict.fromkeys(new, at)}, at)


def settle(connection: Connection, pair: Pair, at: datetime) -> None:
    """Note that a digest was made, or that there was nothing to tell; never moved back."""
    subscriber, beat = pair
    table = db.schedules
    connection.execute(db.insert_new(connection, table).values(subscriber=subscriber, beat=beat, last=at.timestamp()))
    own = (table.c.subscriber == subscriber) & (table.c.beat == beat)
    connection.execute(table.update().where(own, table.c.last < at.timestamp()).values(last=at.timestamp()))


def settled_at(connection: Connection, pair: Pair) -> datetime | None:
    """When one digest was last settled, read within the caller's transaction."""
    table = db.schedules
    last: float | None = connection.scalar(select(table.c.last).where(table.c.subscriber == pair[0], table.c.beat == pair[1]))
    return datetime.fromtimestamp(last, UTC) if last is not None else None


def settle_beat(connection: Connection, beat: str, at: datetime) -> None:
    """Settle every digest of one beat that was due and has nothing to tell; one that waits for its reader stays due."""
    table, ledger = db.schedules, db.ledger
    due = (table.c.beat == beat) & (table.c.last < last_moment(beat, at).timestamp())
    waiting = select(ledger.c.subscriber).where(ledger.c.beat == beat, ledger.c.mail.is_(None))
    connection.execute(table.update().where(due, table.c.subscriber.not_in(waiting)).values(last=at.timestamp()))
