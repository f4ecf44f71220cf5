"""Who is told: the saved searches of configs/alerts/ and those of the web pages, by subscriber, without those who said stop."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Engine, select

from alerts.subscriptions.stored import stored_alerts
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.config.alerts import Outlet
from compoundwatch.errors import UsageError

EVERYTHING = ""

# stop: asked for. hard: the address does not exist. complaint: our mail was called spam.
StopKind = Literal["stop", "hard", "complaint"]


def subscriber_of(alert: AlertConfig) -> str:
    """The address as the ledger knows it: one person however it is capitalised."""
    return alert.email.lower()


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Active saved searches by subscriber and name, in name order; and of who said stop, to which (EVERYTHING: any mail)."""

    active: Mapping[str, Mapping[str, AlertConfig]]
    stopped: Mapping[str, Set[str]]

    def reachable(self, subscriber: str, *, asked: bool = False) -> bool:
        """Whether a mail may go there: an active search, or (a correction of what was told) one that ended without a stop.

        `asked`: the mail that asks for confirmation, which goes to anybody who has not refused every mail.
        """
        stopped = self.stopped.get(subscriber, frozenset())
        if EVERYTHING in stopped:
            return False
        return asked or subscriber in self.active or not stopped

    def told_by(self, outlet: Outlet) -> Set[str]:
        """Names of the active searches that have this outlet."""
        return {name for own in self.active.values() for name, alert in own.items() if outlet in alert.outlets}


def load_subscriptions(connection: Connection, alerts: Mapping[str, AlertConfig]) -> Subscriptions:
    """What holds now: enabled saved searches of files, confirmed ones of the web pages, and nobody's who said stop.

    Of an address that does not exist the feeds and webhooks go on: those searches are without `mail` among their outlets here.
    """
    stopped: dict[str, dict[str, StopKind]] = {}
    for row in connection.execute(select(db.suppressions.c.subscriber, db.suppressions.c.alert, db.suppressions.c.kind)):
        stopped.setdefault(row.subscriber, {})[row.alert] = row.kind
    active: dict[str, dict[str, AlertConfig]] = {}
    for name, alert in sorted({**stored_alerts(connection), **alerts}.items()):
        left = outlets_left(alert, stopped.get(subscriber_of(alert), {})) if alert.enabled else ()
        if left:
            told = alert if left == alert.outlets else alert.model_copy(update={"outlets": left})
            active.setdefault(subscriber_of(alert), {})[name] = told
    return Subscriptions(active, {subscriber: own.keys() for subscriber, own in stopped.items()})


def outlets_left(alert: AlertConfig, stops: Mapping[str, StopKind]) -> tuple[Outlet, ...]:
    """The outlets of a saved search that its subscriber's stops leave it. A mail that came back for good ends mails alone."""
    if alert.name in stops or stops.get(EVERYTHING, "hard") != "hard":
        return ()
    return tuple(outlet for outlet in alert.outlets if outlet != "mail") if EVERYTHING in stops else alert.outlets


def refuses_all(connection: Connection, subscriber: str) -> bool:
    """Whether an address is not written to at all: its owner said so, it does not exist, or our mail was called spam."""
    table = db.suppressions
    row = select(table.c.kind).where(table.c.subscriber == subscriber, table.c.alert == EVERYTHING)
    return connection.scalar(row) is not None


def stop(engine: Engine, alerts: Mapping[str, AlertConfig], whom: str, why: str, at: datetime) -> tuple[str, str]:
    """Record for good that an alert, or all mail to an address, is unwanted; (subscriber, alert or "") as recorded.

    `whom` is a name (`web:<id>` of one made on the web pages) or an address, which need not be in any file. Raises UsageError
    for what is neither.
    """
    with db.writing(engine) as connection:
        entry = _entry({**stored_alerts(connection), **alerts}, whom)
        suppress(connection, entry, "stop", why, at)
    return entry


def suppress(connection: Connection, whom: tuple[str, str], kind: StopKind, why: str, at: datetime) -> None:
    """Put (subscriber, alert or EVERYTHING) on the stop list.

    What stands there already stays, but that a person's own stop takes the place of what a delivery report brought about: that
    may be lifted again, a person's word may not.
    """
    table = db.suppressions
    row = {"subscriber": whom[0], "alert": whom[1], "kind": kind, "at": at.timestamp(), "why": why}
    if connection.execute(db.insert_new(connection, table).values(row)).rowcount == 0 and kind == "stop":
        own = (table.c.subscriber == whom[0]) & (table.c.alert == whom[1]) & (table.c.kind != "stop")
        connection.execute(table.update().where(own).values(row))


def _entry(alerts: Mapping[str, AlertConfig], whom: str) -> tuple[str, str]:
    if whom in alerts:
        return subscriber_of(alerts[whom]), whom
    if "@" in whom:
        return whom.strip().lower(), EVERYTHING
    raise UsageError(f"no alert named {whom!r}: expected a name that `compoundwatch alerts list` shows, or a mail address")
