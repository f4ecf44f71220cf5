"""Who may be written to now, after what came back: stops and hard bounces end it, soft bounces pause it for longer and longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection, select

from alerts.subscriptions.active import EVERYTHING
from compoundwatch import db
from compoundwatch.text import one_line

# A full mailbox or a busy server answers so now and then; the relay has tried each of these mails for days already.
SOFT_IN_A_ROW: Final = 3
_FIRST_PAUSE: Final = timedelta(days=1)
_LONGEST_PAUSE: Final = timedelta(days=28)
# Reports of failure come back late, so a mail counts as arrived only when it is as old as relays keep trying (RFC 5321, 4.5.4.1).
_SILENCE_IS_SUCCESS: Final = timedelta(days=5)
_LOOK_BACK: Final = 20

_WHY: Final[Mapping[str, str]] = {
    "stop": "the subscriber said stop",
    "hard": "mail to this address came back for good",
    "complaint": "the subscriber called our mail unwanted",
}


@dataclass(frozen=True, slots=True)
class Reachability:
    """`yes`; `paused` until a moment, for soft bounces in a row; `never`."""

    state: Literal["yes", "paused", "never"]
    why: str | None = None
    until: datetime | None = None


REACHABLE: Final = Reachability("yes")


def may_write(connection: Connection, subscriber: str, at: datetime) -> Reachability:
    """Whether a mail may go to an address at this moment. A stop of single alerts is no matter of this."""
    ended = _ended(connection, subscriber)
    return ended or _paused(connection, subscriber, at) or REACHABLE


def _ended(connection: Connection, subscriber: str) -> Reachability | None:
    stops, bounces = db.suppressions, db.bounces
    kind = connection.scalar(select(stops.c.kind).where(stops.c.subscriber == subscriber, stops.c.alert == EVERYTHING))
    if kind is None:
        final = select(bounces.c.kind).where(bounces.c.subscriber == subscriber, bounces.c.kind.in_(("hard", "complaint")))
        kind = connection.scalar(final.limit(1))
    return None if kind is None else Reachability("never", _WHY.get(kind, _WHY["stop"]))


def _paused(connection: Connection, subscriber: str, at: datetime) -> Reachability | None:
    bounces = db.bounces
    own = (bounces.c.subscriber == subscriber) & (bounces.c.kind == "soft")
    last = connection.execute(select(bounces.c.at, bounces.c.said).where(own).order_by(bounces.c.at.desc()).limit(1)).first()
    if last is None:
        return None
    row = _in_a_row(connection, subscriber, at)
    if row < SOFT_IN_A_ROW:
        return None
    until = datetime.fromtimestamp(last.at, UTC) + min(_FIRST_PAUSE * 2 ** (row - SOFT_IN_A_ROW), _LONGEST_PAUSE)
    return Reachability("paused", f"{row} mails in a row came back: {one_line(last.said, 200)}", until) if until > at else None


def _in_a_row(connection: Connection, subscriber: str, at: datetime) -> int:
    """Mails that came back since the last one that surely did not."""
    mails, bounces = db.mails, db.bounces
    left = mails.c.state.in_(("sent", "bounced"))
    newest = (
        select(mails.c.id, mails.c.settled)
        .where(mails.c.subscriber == subscriber, left)
        .order_by(mails.c.settled.desc())
        .limit(_LOOK_BACK)
    )
    sent = connection.execute(newest).all()
    came_back = set(
        connection.scalars(select(bounces.c.mail).where(bounces.c.kind == "soft", bounces.c.mail.in_([row.id for row in sent])))
    )
    count = 0
    for mail in sent:
        if mail.id in came_back:
            count += 1
        elif mail.settled < (at - _SILENCE_IS_SUCCESS).timestamp():
            break
    return count
