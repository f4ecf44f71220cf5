"""What waits for a digest and is told by none any more: its searches ended or go another way now, or the address is gone."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, select

from alerts.digest.beat import NO_MAIL
from compoundwatch import db


def drop_unwanted(
    connection: Connection, untold: ColumnElement[bool], mailed: Collection[str], others: Collection[str], *, correctable: bool
) -> None:
    """Forget rows of the ledger that no search among `mailed` tells; what a webhook or feed tells is only taken from the mails.

    `others` are the searches that are told otherwise. A correction stays where mail may go (`correctable`), whatever has ended.
    """
    ledger = db.ledger
    rows = select(ledger.c.id, ledger.c.alert, ledger.c.hit["kind"].as_string().label("kind"))
    for row in connection.execute(rows.where(untold, ledger.c.alert.not_in(mailed))).all():
        tellers = {row.alert, *connection.scalars(select(db.ledger_alerts.c.alert).where(db.ledger_alerts.c.ledger_id == row.id))}
        if not tellers.isdisjoint(mailed) or (row.kind == "retracted" and correctable):
            continue
        own = ledger.c.id == row.id
        if not tellers.isdisjoint(others) or _was_called(connection, row.id):
            connection.execute(ledger.update().where(own).values(beat=NO_MAIL))
        else:
            connection.execute(ledger.delete().where(own))


def _was_called(connection: Connection, ledger_id: int) -> bool:
    calls = db.webhook_calls
    return connection.scalar(select(calls.c.id).where(calls.c.ledger_id == ledger_id, calls.c.tries > 0).limit(1)) is not None
