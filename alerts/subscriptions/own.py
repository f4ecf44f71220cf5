"""What a subscriber sees and does of their own: every saved search that writes to them, changed, stopped or taken up again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, Engine, select

from alerts.subscriptions.active import EVERYTHING, StopKind, outlets_left, subscriber_of, suppress
from alerts.subscriptions.stored import PREFIX, alert_of, definition_of
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.errors import UsageError

OwnState = Literal["active", "stopped", "disabled"]


@dataclass(frozen=True, slots=True)
class OwnAlert:
    """One saved search of a subscriber. `changeable`: made on the web pages; those of files only the operator changes."""

    alert: AlertConfig
    state: OwnState
    changeable: bool

    @property
    def identity(self) -> str:
        """The id of one that was made on the web pages."""
        return self.alert.name.removeprefix(PREFIX)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mail to a subscriber, and what became of it; `why` where it did not arrive."""

    kind: str
    state: str
    created: datetime
    why: str | None


def own_alerts(connection: Connection, files: Mapping[str, AlertConfig], subscriber: str) -> list[OwnAlert]:
    """Every saved search of a subscriber by name; what waits for confirmation is left out, as a stranger may have typed it."""
    stopped = stops(connection, subscriber)
    found = [
        OwnAlert(alert, _state(alert, stopped) if alert.enabled else "disabled", changeable=False)
        for alert in files.values()
        if subscriber_of(alert) == subscriber
    ]
    table = db.subscriptions
    rows = select(table).where(table.c.subscriber == subscriber, table.c.state.in_(["active", "stopped"]))
    for row in connection.execute(rows):
        alert = alert_of(row.id, row.definition, row.confirmed)
        found.append(OwnAlert(alert, _state(alert, stopped) if row.state == "active" else "stopped", changeable=True))
    return sorted(found, key=lambda own: (own.state != "active", own.alert.title.casefold(), own.alert.name))


def stops(connection: Connection, subscriber: str) -> dict[str, StopKind]:
    """What a subscriber does not get (EVERYTHING: any mail), and why not."""
    table = db.suppressions
    rows = connection.execute(select(table.c.alert, table.c.kind).where(table.c.subscriber == subscriber))
    return {row.alert: row.kind for row in rows}


def change_own(engine: Engine, subscriber: str, identity: str, alert: AlertConfig, at: datetime) -> None:
    """Give an active search another definition, for the same address. Raises UsageError where it is not theirs, or stopped."""
    if subscriber_of(alert) != subscriber:
        raise ValueError("another address needs a confirmation of its own")
    table = db.subscriptions
    with db.writing(engine) as connection:
        own = (table.c.id == identity) & (table.c.subscriber == subscriber) & (table.c.state == "active")
        changed = connection.execute(table.update().where(own).values(definition=definition_of(alert), changed=at.timestamp()))
        if not changed.rowcount:
            raise UsageError("there is no such alert any more")


def stop_own(engine: Engine, subscriber: str, name: str, at: datetime, why: str) -> None:
    """No more mail of one saved search, or (EVERYTHING) none at all; again changes nothing."""
    with db.writing(engine) as connection:
        suppress(connection, (subscriber, name), "stop", why, at)


def resume_own(engine: Engine, subscriber: str, name: str, at: datetime) -> None:
    """Take back a stop. Raises UsageError where it was a bounce or a complaint: that needs the operator."""
    with db.writing(engine) as connection:
        kind = stops(connection, subscriber).get(name)
        if kind in {"hard", "complaint"}:
            raise UsageError("mail to this address bounced or was called spam: write to the address for corrections")
        stop = db.suppressions
        connection.execute(stop.delete().where(stop.c.subscriber == subscriber, stop.c.alert == name))
        if name != EVERYTHING:
            table = db.subscriptions
            own = (table.c.id == name.removeprefix(PREFIX)) & (table.c.subscriber == subscriber) & (table.c.state == "stopped")
            connection.execute(table.update().where(own).values(state="active", changed=at.timestamp()))


def deliveries(connection: Connection, subscriber: str, most: int = 10) -> list[Delivery]:
    """The newest mails to a subscriber, newest first."""
    mails = db.mails
    rows = select(mails.c.kind, mails.c.state, mails.c.created, mails.c.error).where(mails.c.subscriber == subscriber)
    return [
        Delivery(row.kind, row.state, datetime.fromtimestamp(row.created, UTC), row.error)
        for row in connection.execute(rows.order_by(mails.c.created.desc(), mails.c.id).limit(most))
    ]


def _state(alert: AlertConfig, stopped: Mapping[str, StopKind]) -> OwnState:
    return "active" if outlets_left(alert, stopped) else "stopped"
