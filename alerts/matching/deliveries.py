"""What was told to whom and what became of it: the ledger, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, case, func, select

from alerts.digest.beat import NO_MAIL
from compoundwatch import db

# States beside those of a mail: none is made yet; only a feed or a webhook tells it.
WAITING: Final = "waiting"
NOT_BY_MAIL: Final = "no_mail"
_SAME: Final = ("subscriber", "alert", "kind", "posting_id", "source", "level", "beat", "state", "mail")


@dataclass(frozen=True, slots=True)
class Delivery:
    """One ledger row. `kind` is what was told, `beat` which digest tells it, `state` that of its mail (or one of the above)."""

    told_at: datetime
    subscriber: str
    alert: str
    kind: str
    posting_id: str | None
    source: str
    level: str | None
    beat: str
    state: str
    mail: str | None
    settled_at: datetime | None


def deliveries(
    connection: Connection, *, since: datetime | None = None, state: str | None = None, limit: int | None = None
) -> Iterator[Delivery]:
    """The newest first, streamed; with `state` only those that are in it now."""
    ledger, mails = db.ledger, db.mails
    without_mail = case((ledger.c.beat == NO_MAIL, NOT_BY_MAIL), else_=WAITING)
    now = func.coalesce(mails.c.state, without_mail)
    rows = (
        select(
            *(ledger.c[name] for name in ("at", "subscriber", "alert", "posting_id", "beat", "mail")),
            *(ledger.c.hit[name].as_string().label(name) for name in ("kind", "source", "level")),
            now.label("state"),
            mails.c.settled,
        )
        .join_from(ledger, mails, ledger.c.mail == mails.c.id, isouter=True)
        .order_by(ledger.c.id.desc())
        .limit(limit)
    )
    if since:
        rows = rows.where(ledger.c.at >= since.timestamp())
    if state:
        rows = rows.where(now == state)
    for row in connection.execute(rows.execution_options(yield_per=200)):
        yield Delivery(
            told_at=datetime.fromtimestamp(row.at, UTC),
            settled_at=None if row.settled is None else datetime.fromtimestamp(row.settled, UTC),
            **{name: getattr(row, name) for name in _SAME},
        )
