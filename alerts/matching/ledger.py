"""Tellings into the ledger: one row for each subscriber, the searches that tell it, and the webhooks to be called."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from alerts.digest.beat import beat_of, soonest
from alerts.matching.events import Telling
from compoundwatch import db
from compoundwatch.config import AlertConfig

_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """What a ledger row holds beside its time. `alerts` tell it, each by its own outlets; the first names the row."""

    subscriber: str
    subject: str
    event: str
    hit: dict[str, Any]
    alerts: tuple[AlertConfig, ...]
    posting_id: str | None = None
    campaign: str | None = None
    seq: int | None = None


def row_of(telling: Telling) -> Row:
    """The row of a telling."""
    return Row(
        subscriber=telling.subscriber,
        subject=telling.subject,
        event=telling.event,
        hit=telling.hit.model_dump(mode="json"),
        alerts=tuple(search.alert for search in telling.searches),
        posting_id=telling.hit.posting_id,
        campaign=telling.hit.campaign,
        seq=telling.change.seq,
    )


def write(connection: Connection, rows: Iterable[Row], at: datetime) -> Counter[str]:
    """Write rows that are not there yet; how many were written, by kind of what they tell."""
    written: Counter[str] = Counter()
    waiting: list[Row] = []
    for row in rows:
        waiting.append(row)
        if len(waiting) == _AT_ONCE:
            written.update(_write(connection, waiting, at))
            waiting = []
    written.update(_write(connection, waiting, at))
    return written


def call_id(alert: str, subject: str, event: str) -> str:
    """The id of a webhook call: the same whenever the same is told."""
    return hashlib.sha256(f"{alert}\n{subject}\n{event}".encode()).hexdigest()


def queued_call(alert: str, ledger_id: int, subject: str, event: str, at: datetime) -> dict[str, Any]:
    """A row of webhook_calls that is due now."""
    seconds = at.timestamp()
    call = {"id": call_id(alert, subject, event), "alert": alert, "ledger_id": ledger_id}
    return call | {"state": "queued", "created": seconds, "due": seconds, "tries": 0}


def _write(connection: Connection, rows: Sequence[Row], at: datetime) -> Counter[str]:
    if not rows:
        return Counter()
    ledger = db.ledger
    insert = db.insert_new(connection, ledger).returning(ledger.c.id, ledger.c.subscriber, ledger.c.subject, ledger.c.event)
    new = connection.execute(insert, [_values(row, at) for row in rows]).all()
    by_key = {(row.subscriber, row.subject, row.event): row for row in rows}
    told = [(one.id, by_key[one.subscriber, one.subject, one.event]) for one in new]
    by = [{"ledger_id": ledger_id, "alert": alert.name} for ledger_id, row in told for alert in row.alerts]
    calls = [
        queued_call(alert.name, ledger_id, row.subject, row.event, at)
        for ledger_id, row in told
        for alert in row.alerts
        if "webhook" in alert.outlets
    ]
    if by:
        connection.execute(db.ledger_alerts.insert(), by)
    if calls:
        connection.execute(db.insert_new(connection, db.webhook_calls), calls)
    return Counter(row.hit["kind"] for _, row in told)


def _values(row: Row, at: datetime) -> dict[str, Any]:
    return {
        "alert": row.alerts[0].name,
        "subscriber": row.subscriber,
        "subject": row.subject,
        "event": row.event,
        "posting_id": row.posting_id,
        "campaign": row.campaign,
        "hit": row.hit,
        "at": at.timestamp(),
        "seq": row.seq,
        "beat": soonest(beat_of(alert) for alert in row.alerts),
    }
