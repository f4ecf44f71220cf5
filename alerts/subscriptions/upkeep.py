"""Forgetting what nobody confirmed: the address, the search, and the mail that asked."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from alerts.subscriptions.confirmation import letter_id
from compoundwatch import db

# The link is good for two days; the rest of a week shows an operator why a mail did not arrive.
FORGET_AFTER = timedelta(days=7)
_AT_ONCE = 200


def forget_unconfirmed(connection: Connection, at: datetime) -> int:
    """Delete requests of more than a week ago that were never confirmed, with their mails; how many. Again changes nothing."""
    table = db.subscriptions
    old = (table.c.state == "pending") & (table.c.created < (at - FORGET_AFTER).timestamp())
    rows = connection.execute(select(table.c.id, table.c.nonce).where(old).limit(_AT_ONCE)).all()
    if rows:
        letters = [letter_id(row.id, row.nonce) for row in rows]
        connection.execute(db.mails.delete().where(db.mails.c.id.in_(letters)))
        connection.execute(table.delete().where(table.c.id.in_([row.id for row in rows])))
    return len(rows)
