"""Claims: which sender has a mail in hand, written in the database, so that several machines send beside each other.

`queued` → `claimed` (nothing has left yet) → `sending` (it may arrive now) → settled. Each step is one UPDATE that holds only while
the step before it does, so a sender that was thought dead and is not can send nothing that is another's by now. Of a dead sender
what was `claimed` is queued again, what was `sending` is in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from alerts.outbox.order import DueMail, is_due
from alerts.outbox.rates import DomainRate
from compoundwatch import db
from compoundwatch.process_name import is_gone

# Longer than the ten minutes that a server may think over one mail (alerts.outbox.smtp).
LEASE = timedelta(minutes=15)
IN_HAND = ("claimed", "sending")
_CUT_OFF = "the program ended while the mail was handed over; it may have arrived"
_AT_ONCE = 500


def claim(connection: Connection, plan: Iterable[DueMail], sender: str, at: datetime, rate: DomainRate) -> list[str]:
    """Ids of those mails that nobody else has taken and whose domain has a free slot: they are ours for `LEASE`."""
    won = []
    for mail_id, domain in plan:
        if rate.is_free(connection, domain, at) and _win(connection, mail_id, sender, at):
            rate.take(connection, domain, at)
            won.append(mail_id)
    return won


def renew(connection: Connection, sender: str, at: datetime) -> None:
    """Hold on to what is claimed still."""
    held = _held(sender, "claimed")
    connection.execute(db.mails.update().where(held).values(claimed_until=(at + LEASE).timestamp()))


def begin_handing_over(connection: Connection, mail_id: str, sender: str, at: datetime) -> bool:
    """From now on the mail may arrive; False where it is no longer ours, and must not be sent."""
    own = and_(db.mails.c.id == mail_id, _held(sender, "claimed"))
    values = {"state": "sending", "claimed_until": (at + LEASE).timestamp()}
    return connection.execute(db.mails.update().where(own).values(values)).rowcount > 0


def give_back(connection: Connection, sender: str) -> None:
    """What a sender claimed and did not get to is queued as it was."""
    _queue_again(connection, _held(sender, "claimed"))


def settle_dead(connection: Connection, at: datetime) -> int:
    """See to what dead senders left behind; the number of mails that are in doubt now."""
    mails = db.mails
    senders = connection.scalars(select(mails.c.claimed_by).where(mails.c.state.in_(IN_HAND)).distinct())
    gone = [sender for sender in senders if is_gone(sender)][:_AT_ONCE]
    over = or_(mails.c.claimed_until.is_(None), mails.c.claimed_until < at.timestamp(), mails.c.claimed_by.in_(gone))
    _queue_again(connection, and_(mails.c.state == "claimed", over))
    doubt = {"state": "in_doubt", "error": _CUT_OFF, "settled": at.timestamp()}
    return connection.execute(mails.update().where(mails.c.state == "sending", over).values(doubt)).rowcount


def settled_by(mail_id: str, sender: str) -> ColumnElement[bool]:
    """The mail, where this sender may say what became of it: also when it was taken for dead meanwhile."""
    return and_(db.mails.c.id == mail_id, _held(sender, "claimed", "sending", "in_doubt"))


def _win(connection: Connection, mail_id: str, sender: str, at: datetime) -> bool:
    values = {"state": "claimed", "claimed_by": sender, "claimed_until": (at + LEASE).timestamp()}
    free = and_(db.mails.c.id == mail_id, is_due(at))
    return connection.execute(db.mails.update().where(free).values(values)).rowcount > 0


def _held(sender: str, *states: str) -> ColumnElement[bool]:
    return and_(db.mails.c.claimed_by == sender, db.mails.c.state.in_(states))


def _queue_again(connection: Connection, which: ColumnElement[bool]) -> None:
    connection.execute(db.mails.update().where(which).values(state="queued", claimed_by=None, claimed_until=None))
