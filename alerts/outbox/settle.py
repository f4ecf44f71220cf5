"""What becomes of a mail after a try: sent, set aside, or tried again later and later."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, select

from alerts.outbox.claims import settled_by
from alerts.outbox.transport import Outcome
from compoundwatch import db

_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
# RFC 5321, 4.5.4.1: give up after 4 to 5 days.
GIVE_UP_AFTER = timedelta(days=5)


def settle(connection: Connection, mail_id: str, sender: str, outcome: Outcome, at: datetime) -> str | None:
    """Record what became of a mail that `sender` had in hand; the state it is in now, None where another has it by now."""
    mails = db.mails
    own = settled_by(mail_id, sender)
    row = connection.execute(select(mails.c.created, mails.c.tries, mails.c.give_up).where(own)).one_or_none()
    if row is None:
        return None
    values = _tried(row, outcome, at) if outcome.result == "queued" else _ended(outcome, at)
    connection.execute(mails.update().where(own).values(values | {"tries": row.tries + 1}))
    return str(values["state"])


def postpone(connection: Connection, mail_id: str, sender: str, until: datetime, why: str) -> None:
    """Queue a mail again without counting a try: nobody was asked, as its recipient is not written to for some time."""
    values = {
        "state": "queued",
        "error": why,
        "due": until.timestamp(),
        "give_up": (until + GIVE_UP_AFTER).timestamp(),
        "claimed_by": None,
        "claimed_until": None,
    }
    connection.execute(db.mails.update().where(settled_by(mail_id, sender)).values(values))


def _tried(row: Row[float, int, float | None], outcome: Outcome, at: datetime) -> dict[str, Any]:
    give_up = row.give_up if row.give_up is not None else row.created + GIVE_UP_AFTER.total_seconds()
    if at.timestamp() > give_up:
        return _ended(Outcome("refused", f"given up after {GIVE_UP_AFTER.days} days: {outcome.why}"), at)
    due = at + min(_FIRST_WAIT * 2 ** min(row.tries, 10), _LONGEST_WAIT)
    return {"state": "queued", "error": outcome.why, "due": due.timestamp(), "claimed_by": None, "claimed_until": None}


def _ended(outcome: Outcome, at: datetime) -> dict[str, Any]:
    """The sender's name stays: should it be in doubt, the same sender may still know better."""
    return {"state": outcome.result, "error": outcome.why, "settled": at.timestamp(), "claimed_until": None}
