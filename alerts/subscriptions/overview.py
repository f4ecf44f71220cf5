"""Where each saved search stands: whether it is active, what was told, what is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, func, select

from alerts.subscriptions.active import load_subscriptions, subscriber_of
from compoundwatch import db
from compoundwatch.config import AlertConfig

AlertState = Literal["active", "disabled", "stopped"]


@dataclass(frozen=True, slots=True)
class AlertStanding:
    """One saved search. `told` counts hits in mails, `waiting` those in none yet; `last_told` is when a mail left."""

    alert: AlertConfig
    state: AlertState
    told: int
    waiting: int
    last_told: datetime | None


@dataclass(frozen=True, slots=True)
class StuckMail:
    """A mail that is not sent: queued still, refused, or in doubt."""

    id: str
    subscriber: str
    state: str
    created: datetime
    why: str | None


def standings(connection: Connection, alerts: Mapping[str, AlertConfig]) -> list[AlertStanding]:
    """Every saved search of configs/alerts/, by name."""
    ledger, mails = db.ledger, db.mails
    rows = connection.execute(
        select(
            ledger.c.alert,
            ledger.c.subscriber,
            func.count(ledger.c.mail).label("told"),
            func.count().label("all"),
            func.max(mails.c.settled).filter(mails.c.state == "sent").label("last"),
        )
        .outerjoin(mails, mails.c.id == ledger.c.mail)
        .group_by(ledger.c.alert, ledger.c.subscriber)
    )
    counts = {(row.alert, row.subscriber): row for row in rows}
    active = load_subscriptions(connection, alerts).active
    found = []
    for name, alert in sorted(alerts.items()):
        subscriber = subscriber_of(alert)
        state: AlertState = "active" if name in active.get(subscriber, {}) else "stopped" if alert.enabled else "disabled"
        row = counts.get((name, subscriber))
        last = datetime.fromtimestamp(row.last, UTC) if row and row.last is not None else None
        found.append(AlertStanding(alert, state, row.told if row else 0, row.all - row.told if row else 0, last))
    return found


def stuck_mails(connection: Connection) -> list[StuckMail]:
    """All that did not leave, oldest first."""
    mails = db.mails
    rows = select(mails.c.id, mails.c.subscriber, mails.c.state, mails.c.created, mails.c.error).where(mails.c.state != "sent")
    return [
        StuckMail(row.id, row.subscriber, row.state, datetime.fromtimestamp(row.created, UTC), row.error)
        for row in connection.execute(rows.order_by(mails.c.created))
    ]
