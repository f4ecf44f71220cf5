"""An analyst's decision on a posting; a wrong flag is taken back from everybody who was told."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, Engine, select

from alerts.matching.hit import Hit
from compoundwatch import db
from compoundwatch.text import one_line

Decision = Literal["wrong", "confirmed", "unsure"]

_LONGEST_REASON = 500
# A correction does not say again what was wrong.
_UNSAID = {"reasons": (), "compounds": (), "places": (), "contacts": (), "origin": None}


def record_review(engine: Engine, posting_id: str, decision: Decision, why: str, at: datetime) -> int:
    """Record a decision; the number of subscribers who will be told that the flag was wrong.

    `wrong` withdraws what is not told yet, keeps the posting from being told again until another decision, and writes one
    correction into the ledger for each subscriber who was told and has not been corrected since.
    """
    with db.writing(engine) as connection:
        connection.execute(db.reviews.insert().values(posting_id=posting_id, decision=decision, why=why[:2000], at=at.timestamp()))
        return _retract(connection, posting_id, why, at) if decision == "wrong" else 0


def _retract(connection: Connection, posting_id: str, why: str, at: datetime) -> int:
    ledger = db.ledger
    connection.execute(ledger.delete().where(ledger.c.posting_id == posting_id, ledger.c.mail.is_(None)))
    rows = connection.execute(select(ledger).where(ledger.c.posting_id == posting_id).order_by(ledger.c.id)).all()
    newest = {row.subscriber: row for row in rows}
    note = f"Reason of the reviewer: {one_line(why, _LONGEST_REASON)}"
    corrected = 0
    for subscriber, row in newest.items():
        hit = Hit.model_validate(row.hit)
        if hit.kind == "retracted":
            continue
        correction = hit.model_copy(update={"kind": "retracted", "note": note, **_UNSAID})
        values = {"alert": row.alert, "subscriber": subscriber, "posting_id": posting_id, "campaign": row.campaign}
        event = f"retracted:{row.id}"
        connection.execute(
            db.insert_new(connection, ledger).values(
                **values, subject=posting_id, event=event, hit=correction.model_dump(mode="json"), at=at.timestamp()
            )
        )
        corrected += 1
    return corrected
