"""An analyst's decision on a posting; a wrong flag is taken back from everybody who was told, the way they were told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, Row, select

from alerts.digest.beat import NO_MAIL
from alerts.matching.hit import Hit
from alerts.matching.ledger import queued_call
from alerts.matching.progress import disturb
from compoundwatch import db
from compoundwatch.text import one_line

Decision = Literal["wrong", "confirmed", "unsure"]

_LONGEST_REASON: Final = 500
# A correction does not say again what was wrong.
_UNSAID: Final[dict[str, Any]] = {
    "reasons": (), "compounds": (), "places": (), "contacts": (), "origin": None, "new_board": False, "new_contacts": (),
    "silent_since": None, "difference": None,
}  # fmt: skip
# A correction does not wait for the hour of a digest.
_AT_ONCE: Final = "immediate"


def record_review(  # noqa: PLR0913 - what was decided, and who was told how
    engine: Engine, posting_id: str, decision: Decision, why: str, at: datetime, *, feeds: Collection[str] = ()
) -> int:
    """Record a decision; the number of subscribers who will be told that the flag was wrong.

    `feeds` are the saved searches whose feed has shown what waits for their mails. `wrong` withdraws what nothing has told yet,
    keeps the posting from being told again until another decision, and writes one correction into the ledger for each subscriber
    who was told and has not been corrected since: by mail to who was mailed, by webhook to what was called, and into the feeds.
    """
    with db.writing(engine) as connection:
        connection.execute(db.reviews.insert().values(posting_id=posting_id, decision=decision, why=why[:2000], at=at.timestamp()))
        disturb(connection)
        return _retract(connection, posting_id, feeds, why, at) if decision == "wrong" else 0


def _retract(connection: Connection, posting_id: str, feeds: Collection[str], why: str, at: datetime) -> int:
    ledger = db.ledger
    _withdraw(connection, posting_id, feeds)
    told: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(select(ledger).where(ledger.c.posting_id == posting_id).order_by(ledger.c.id)):
        told.setdefault(row.subscriber, []).append(row)
    note = f"Reason of the reviewer: {one_line(why, _LONGEST_REASON)}"
    return sum(_correct(connection, rows, note, at) for rows in told.values())


def _withdraw(connection: Connection, posting_id: str, feeds: Collection[str]) -> None:
    """What waits is not told: rows that no mail, webhook or feed has told go, calls that were not made go."""
    ledger, calls, by = db.ledger, db.webhook_calls, db.ledger_alerts
    own = select(ledger.c.id).where(ledger.c.posting_id == posting_id)
    connection.execute(calls.delete().where(calls.c.ledger_id.in_(own), calls.c.state == "queued", calls.c.tries == 0))
    called = select(calls.c.ledger_id).where(calls.c.ledger_id.in_(own))
    waits = (ledger.c.posting_id == posting_id) & ledger.c.mail.is_(None) & (ledger.c.beat != NO_MAIL)
    fed = select(by.c.ledger_id).where(by.c.ledger_id.in_(own), by.c.alert.in_(feeds))
    untold = list(connection.scalars(select(ledger.c.id).where(waits, ledger.c.id.not_in(called), ledger.c.id.not_in(fed))))
    for row in untold:
        connection.execute(by.delete().where(by.c.ledger_id == row))
        connection.execute(ledger.delete().where(ledger.c.id == row))
    # A webhook or a feed has told it: no mail needs to, and the correction goes the same way.
    connection.execute(ledger.update().where(waits).values(beat=NO_MAIL))


def _correct(connection: Connection, rows: Sequence[Row[Any]], note: str, at: datetime) -> bool:
    """Take back what one subscriber was told of a posting, oldest first."""
    newest = rows[-1]
    hit = Hit.model_validate(newest.hit)
    if hit.kind == "retracted":
        return False
    correction = hit.model_copy(update={"kind": "retracted", "note": note, **_UNSAID})
    event = f"retracted:{newest.id}"
    values = {
        "alert": newest.alert,
        "subscriber": newest.subscriber,
        "subject": newest.posting_id,
        "event": event,
        "posting_id": newest.posting_id,
        "campaign": newest.campaign,
        "hit": correction.model_dump(mode="json"),
        "at": at.timestamp(),
        "beat": _AT_ONCE if any(row.mail for row in rows) else NO_MAIL,
    }
    insert = db.insert_new(connection, db.ledger).values(values).returning(db.ledger.c.id)
    ledger_id = connection.scalar(insert)
    if ledger_id is not None:
        _to_the_same(connection, rows, ledger_id, event, at)
    return ledger_id is not None


def _to_the_same(connection: Connection, rows: Sequence[Row[Any]], ledger_id: int, event: str, at: datetime) -> None:
    """The correction is told by all searches that told the posting, and goes to every webhook that was called."""
    by, calls = db.ledger_alerts, db.webhook_calls
    told = [row.id for row in rows]
    alerts = sorted({*connection.scalars(select(by.c.alert).where(by.c.ledger_id.in_(told))), rows[-1].alert})
    connection.execute(by.insert(), [{"ledger_id": ledger_id, "alert": alert} for alert in alerts])
    called = sorted(set(connection.scalars(select(calls.c.alert).where(calls.c.ledger_id.in_(told)))))
    if called:
        again = [queued_call(alert, ledger_id, rows[-1].posting_id, event, at) for alert in called]
        connection.execute(db.insert_new(connection, calls), again)
