"""What was told of an erased posting: that it was told stays, what was said goes.

Ledger rows keep whom, when and why; the mails that told it are replaced by a line, also as files in the outbox. A mail that has
not left yet is taken apart, and the next run tells what else was in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, select

from alerts.matching.hit import Hit
from alerts.outbox.mail import EmlFiles
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.errors import CompoundwatchError

_SAID = "Erased on request."
_UNSAID = {
    "url": "", "title": (), "excerpt": (), "words": (), "reasons": (), "compounds": (), "contacts": (), "places": (),
    "note": _SAID, "origin": None,
}  # fmt: skip
_KEPT_HEADERS = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted")
_NOT_SENT = "queued"
_WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Ledger rows and mails that say nothing of the posting any more."""

    rows: int
    mails: int


def forget_posting(engine: Engine, settings: Settings, posting_id: str, at: datetime) -> Forgotten:
    """Take a posting's words out of ledger, mails, outbox, reviews and what is known of its source; again changes nothing.

    Raises CompoundwatchError while mails are being sent.
    """
    try:
        with FileLock(settings.var / "sending.lock", timeout=_WAIT_SECONDS), db.writing(engine) as connection:
            mails = _mails_about(connection, posting_id)
            _take_apart(connection, mails)
            rows = _blank_rows(connection, posting_id)
            said = _blank_mails(connection, mails, settings.outbox, at)
            connection.execute(db.known.delete().where(db.known.c.posting_id == posting_id))
            connection.execute(db.reviews.update().where(db.reviews.c.posting_id == posting_id).values(why=_SAID))
    except Timeout:
        raise CompoundwatchError("mails are being sent: try again when that has ended") from None
    return Forgotten(rows, said)


def _about(connection: Connection, posting_id: str) -> list[tuple[int, str | None, Hit]]:
    """Ledger rows that show the posting, or name it as the origin of a copy: id, mail, hit."""
    ledger = db.ledger
    wanted = (ledger.c.posting_id == posting_id) | ledger.c.event.startswith("copy:")
    rows = connection.execute(select(ledger.c.id, ledger.c.mail, ledger.c.hit).where(wanted).execution_options(yield_per=200))
    hits = ((row.id, row.mail, Hit.model_validate(row.hit)) for row in rows)
    return [row for row in hits if posting_id in {row[2].posting_id, row[2].origin and row[2].origin.posting_id}]


def _mails_about(connection: Connection, posting_id: str) -> list[str]:
    return sorted({mail for _, mail, _ in _about(connection, posting_id) if mail})


def _take_apart(connection: Connection, mails: list[str]) -> None:
    """Mails that wait are deleted, and their rows are untold again."""
    for mail_id in mails:
        waits = (db.mails.c.id == mail_id) & (db.mails.c.state == _NOT_SENT)
        if connection.execute(db.mails.delete().where(waits)).rowcount:
            connection.execute(db.ledger.update().where(db.ledger.c.mail == mail_id).values(mail=None))


def _blank_rows(connection: Connection, posting_id: str) -> int:
    """Rows of what was told lose their words; what was not told yet never will be."""
    changed = 0
    ledger = db.ledger
    for row, mail, hit in _about(connection, posting_id):
        own = ledger.c.id == row
        if hit.posting_id != posting_id:
            connection.execute(ledger.update().where(own).values(hit=_without_origin(hit)))
        elif mail is None:
            connection.execute(ledger.delete().where(own))
        else:
            connection.execute(ledger.update().where(own).values(hit=hit.model_copy(update=_UNSAID).model_dump(mode="json")))
        changed += 1
    return changed


def _without_origin(hit: Hit) -> dict[str, object]:
    return hit.model_copy(update={"origin": None}).model_dump(mode="json")


def _blank_mails(connection: Connection, mails: list[str], outbox: Path, at: datetime) -> int:
    """Mails that left, here and as files; a mail that was blanked before is left alone."""
    rows = select(db.mails.c.id, db.mails.c.body).where(db.mails.c.id.in_(mails))
    found = connection.execute(rows).all()
    for row in found:
        body = _blanked(row.body, at)
        connection.execute(db.mails.update().where(db.mails.c.id == row.id).values(body=body))
        if (outbox / f"{row.id}.eml").exists():
            EmlFiles(outbox).deliver(row.id, "", body.encode("ascii"), lambda: None)
    return len(found)


def _blanked(body: str, at: datetime) -> str:
    """The same headers, none of which holds a word of the web, over one line of ours."""
    old, new = message_from_string(body, policy=SMTP), EmailMessage(policy=SMTP)
    for name in _KEPT_HEADERS:
        if old[name] is not None:
            new[name] = str(old[name])
    new.set_content(f"This mail told of an advert that was erased on request on {at:%d %B %Y}. Its text is no longer kept.\n")
    return new.as_bytes().decode("ascii")
