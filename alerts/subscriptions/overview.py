"""Where each saved search stands: whether it is active, what was told, what is stuck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Connection, Row, func, select

from alerts.digest.beat import NO_MAIL, beat_of
from alerts.digest.schedule import next_moment
from alerts.outbox.reachability import may_write
from alerts.subscriptions.active import load_subscriptions, subscriber_of
from alerts.subscriptions.stored import alert_of
from compoundwatch import db
from compoundwatch.config import AlertConfig

AlertState = Literal["active", "paused", "disabled", "stopped", "pending"]
_OF_STORED: Mapping[str, AlertState] = {"pending": "pending", "stopped": "stopped"}


@dataclass(frozen=True, slots=True)
class AlertStanding:
    """One saved search. `told` counts what mails told, corrections too, `waiting` what is in none yet.

    `last_told` is when a mail left. `paused`: mails to its address came back, and no more are made for now. `next_digest` is when
    the next one is due if there is something to tell; None for what is not told by mail now.
    """

    alert: AlertConfig
    state: AlertState
    told: int
    waiting: int
    last_told: datetime | None
    next_digest: datetime | None


@dataclass(frozen=True, slots=True)
class StuckMail:
    """A mail that is not sent: queued still, refused, or in doubt."""

    id: str
    subscriber: str
    state: str
    created: datetime
    why: str | None


def standings(connection: Connection, alerts: Mapping[str, AlertConfig], at: datetime) -> list[AlertStanding]:
    """Every saved search, by name: those of configs/alerts/, and those of the web pages, also the ones that wait or are stopped."""
    counts = _counts(connection)
    active = load_subscriptions(connection, alerts).active
    pauses = _pauses(connection, at)
    found: list[AlertStanding] = []
    for name, (alert, stored) in sorted(_all(connection, alerts).items()):
        subscriber = subscriber_of(alert)
        told = active.get(subscriber, {}).get(name)
        beat = beat_of(told) if told else NO_MAIL
        until = pauses.get(subscriber) if beat else None
        state = _state(alert, stored) if told is None else "paused" if until else "active"
        due = next_moment(beat, until or at) if beat else None
        found.append(_standing(alert, state, due, counts.get((name, subscriber))))
    return found


def _pauses(connection: Connection, at: datetime) -> dict[str, datetime]:
    """Subscriber → until when no mail goes there, for soft bounces."""
    reported = connection.scalars(select(db.bounces.c.subscriber).where(db.bounces.c.kind == "soft").distinct()).all()
    reach = {subscriber: may_write(connection, subscriber, at).until for subscriber in reported}
    return {subscriber: until for subscriber, until in reach.items() if until}


def _all(connection: Connection, alerts: Mapping[str, AlertConfig]) -> dict[str, tuple[AlertConfig, str | None]]:
    """Name → saved search, and the state of its row where it has one."""
    found: dict[str, tuple[AlertConfig, str | None]] = {name: (alert, None) for name, alert in alerts.items()}
    for row in connection.execute(select(db.subscriptions)):
        alert = alert_of(row.id, row.definition, row.confirmed)
        found[alert.name] = (alert, row.state)
    return found


def _state(alert: AlertConfig, stored: str | None) -> AlertState:
    """Of one that is not active."""
    return _OF_STORED.get(stored or "", "stopped" if alert.enabled else "disabled")


def _standing(alert: AlertConfig, state: AlertState, due: datetime | None, row: Row[Any] | None) -> AlertStanding:
    last = datetime.fromtimestamp(row.last, UTC) if row and row.last is not None else None
    return AlertStanding(alert, state, row.told if row else 0, row.waiting if row else 0, last, due)


def _counts(connection: Connection) -> dict[tuple[str, str], Row[Any]]:
    """(alert, subscriber) → hits in mails, hits that wait for one, and when a mail left last.

    What several searches tell counts for each.
    """
    ledger, by, mails = db.ledger, db.ledger_alerts, db.mails
    waits = ledger.c.mail.is_(None) & (ledger.c.beat != NO_MAIL)
    rows = connection.execute(
        select(
            by.c.alert,
            ledger.c.subscriber,
            func.count(ledger.c.mail).label("told"),
            func.count().filter(waits).label("waiting"),
            func.max(mails.c.settled).filter(mails.c.state == "sent").label("last"),
        )
        .join_from(ledger, by, by.c.ledger_id == ledger.c.id)
        .outerjoin(mails, mails.c.id == ledger.c.mail)
        .group_by(by.c.alert, ledger.c.subscriber)
    )
    return {(row.alert, row.subscriber): row for row in rows}


def stuck_mails(connection: Connection) -> list[StuckMail]:
    """All that did not leave, oldest first."""
    mails = db.mails
    rows = select(mails.c.id, mails.c.subscriber, mails.c.state, mails.c.created, mails.c.error).where(mails.c.state != "sent")
    return [
        StuckMail(row.id, row.subscriber, row.state, datetime.fromtimestamp(row.created, UTC), row.error)
        for row in connection.execute(rows.order_by(mails.c.created))
    ]
