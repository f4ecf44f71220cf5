"""From pending to active: what the button behind the mailed link does. A link works once, and for two days."""

from __future__ import annotations

import hmac
from datetime import datetime

from sqlalchemy import Connection, Engine, Row, select

from alerts.subscriptions.active import refuses_all
from alerts.subscriptions.stored import alert_of
from alerts.subscriptions.tokens import BadTokenError, Tokens
from compoundwatch import db
from compoundwatch.config import AlertConfig

_GONE = "this link was used already, or the request is forgotten: ask once more if nothing arrives"
_REFUSED = "the owner of this address has refused all mail: any earlier mail of ours leads to the page that allows it again"


def read_request(connection: Connection, tokens: Tokens, token: str, at: datetime) -> AlertConfig:
    """What a mailed link would confirm; changes nothing. Raises BadTokenError for a link that is false, old or used."""
    row = _pending(connection, tokens, token, at)
    return alert_of(row.id, row.definition, None)


def confirm(engine: Engine, tokens: Tokens, token: str, at: datetime) -> AlertConfig:
    """Make a pending subscription active, and end the one it replaces; the one that holds now.

    Somebody who has the very same search already keeps that one. Raises BadTokenError.
    """
    with db.writing(engine) as connection:
        row = _pending(connection, tokens, token, at)
        if refuses_all(connection, row.subscriber):
            raise BadTokenError(_REFUSED)
        table = db.subscriptions
        own = table.c.id == row.id
        if same := _same(connection, row):
            connection.execute(table.delete().where(own))
            return same
        moment = at.timestamp()
        connection.execute(table.update().where(own).values(state="active", confirmed=moment, changed=moment))
        if row.replaces:
            ended = table.update().where(table.c.id == row.replaces, table.c.state == "active")
            connection.execute(ended.values(state="stopped", changed=moment))
        return alert_of(row.id, row.definition, moment)


def _pending(connection: Connection, tokens: Tokens, token: str, at: datetime) -> Row[tuple[object, ...]]:
    words = tokens.read("confirm", token, at)
    if len(words) != 2:
        raise BadTokenError(_GONE)
    identity, nonce = words
    row = connection.execute(select(db.subscriptions).where(db.subscriptions.c.id == identity)).one_or_none()
    if row is None or row.state != "pending" or not hmac.compare_digest(row.nonce, nonce):
        raise BadTokenError(_GONE)
    return row


def _same(connection: Connection, row: Row[tuple[object, ...]]) -> AlertConfig | None:
    """The active search of the same subscriber that is the same to the last key."""
    table = db.subscriptions
    active = select(table).where(table.c.subscriber == row.subscriber, table.c.state == "active")
    return next(
        (
            alert_of(each.id, each.definition, each.confirmed)
            for each in connection.execute(active)
            if each.definition == row.definition
        ),
        None,
    )
