"""In which order mails leave: each domain in turn, and within a domain each subscriber in turn.

So ten thousand mails to one domain hold up nobody elsewhere, and a subscriber with a hundred mails nobody beside them. A mail that
confirms a subscription goes first: somebody sits and waits for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from alerts.outbox.rates import DomainRate
from compoundwatch import db

# Somebody waits for these; no saved search stands behind them.
ASKED = ("confirmation", "test", "operators")


class DueMail(NamedTuple):
    """A mail to be handed over now, and the domain that it goes to."""

    id: str
    domain: str


def due_mails(connection: Connection, rate: DomainRate, at: datetime, most: int) -> list[DueMail]:
    """The next `most` mails whose domain has a free slot, in fair order."""
    mails, slots = db.mails, db.domain_slots
    urgent = case((mails.c.kind.in_(ASKED), 0), else_=1).label("urgent")
    age = (mails.c.created, mails.c.id)
    nth = func.row_number().over(partition_by=(mails.c.subscriber, urgent), order_by=age).label("nth")
    own = (
        select(mails.c.id, mails.c.domain, mails.c.created, urgent, nth)
        .join_from(mails, slots, mails.c.domain == slots.c.domain, isouter=True)
        .where(is_due(at), rate.allows(at))
        .subquery()
    )
    turn = func.row_number().over(partition_by=(own.c.domain, own.c.urgent), order_by=(own.c.nth, own.c.created, own.c.id))
    turns = select(own, turn.label("turn")).subquery()
    order = (turns.c.urgent, turns.c.turn, turns.c.created, turns.c.id)
    rows = connection.execute(select(turns.c.id, turns.c.domain).order_by(*order).limit(most))
    return [DueMail(row.id, row.domain) for row in rows]


def next_slot(connection: Connection, at: datetime) -> float | None:
    """The least `next` of the domains that due mails wait for, None where no mail is due."""
    rows = (
        select(func.min(func.coalesce(db.domain_slots.c.next, 0.0)))
        .join_from(db.mails, db.domain_slots, db.mails.c.domain == db.domain_slots.c.domain, isouter=True)
        .where(is_due(at))
    )
    reached: float | None = connection.scalar(rows)
    return reached


def is_due(at: datetime) -> ColumnElement[bool]:
    return and_(db.mails.c.state == "queued", db.mails.c.due <= at.timestamp())
