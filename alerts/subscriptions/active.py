"""Who is told: the saved searches of configs/alerts/ and those of the web pages, by subscriber, without those who said stop."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from alerts.subscriptions.stored import stored_alerts
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.errors import UsageError

EVERYTHING = ""


def subscriber_of(alert: AlertConfig) -> str:
    """The address as the ledger knows it: one person however it is capitalised."""
    return alert.email.lower()


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Active saved searches by subscriber and name, in name order, and who said stop to what."""

    active: Mapping[str, Mapping[str, AlertConfig]]
    stopped: Set[tuple[str, str]]

    def reachable(self, subscriber: str) -> bool:
        """Whether a mail may go there: an active search, or (a correction of what was told) one that ended without a stop."""
        if (subscriber, EVERYTHING) in self.stopped:
            return False
        return subscriber in self.active or not any(who == subscriber for who, _ in self.stopped)


def load_subscriptions(connection: Connection, alerts: Mapping[str, AlertConfig]) -> Subscriptions:
    """What holds now: enabled saved searches of files, confirmed ones of the web pages, and nobody's who said stop."""
    rows = connection.execute(select(db.suppressions.c.subscriber, db.suppressions.c.alert))
    stopped = {(row.subscriber, row.alert) for row in rows}
    active: dict[str, dict[str, AlertConfig]] = {}
    for name, alert in sorted({**stored_alerts(connection), **alerts}.items()):
        subscriber = subscriber_of(alert)
        if alert.enabled and not stopped & {(subscriber, name), (subscriber, EVERYTHING)}:
            active.setdefault(subscriber, {})[name] = alert
    return Subscriptions(active, stopped)


def stop(engine: Engine, alerts: Mapping[str, AlertConfig], whom: str, why: str, at: datetime) -> tuple[str, str]:
    """Record for good that an alert, or all mail to an address, is unwanted; (subscriber, alert or "") as recorded.

    An address need not be in any file. Raises UsageError for what is neither an alert nor an address.
    """
    if whom in alerts:
        entry = (subscriber_of(alerts[whom]), whom)
    elif "@" in whom:
        entry = (whom.strip().lower(), EVERYTHING)
    else:
        raise UsageError(f"no alert named {whom!r}: expected a file name of configs/alerts/ without its ending, or a mail address")
    with db.writing(engine) as connection:
        row = {"subscriber": entry[0], "alert": entry[1], "at": at.timestamp(), "why": why}
        connection.execute(db.insert_new(connection, db.suppressions).values(row))
    return entry
