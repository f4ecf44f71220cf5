"""What was told of an erased posting: that it was told stays, what was said goes.

Ledger rows keep whom, when and why; the mails that told it are replaced by a line, also as files in the outbox. A mail that has
not left yet is taken apart, and the next digest tells what else was in it. A call to a webhook that waits is never made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, Text, cast, select

from alerts.digest.beat import NO_MAIL
from alerts.digest.labels import ERASED
from alerts.matching.hit import Hit
from alerts.matching.notice import read_entry
from alerts.matching.progress import disturb
from alerts.outbox.blank import blank_hit, blank_mail
from alerts.outbox.claims import IN_HAND, settle_dead
from alerts.outbox.mail import EmlFiles
from alerts.outbox.watch import Watch
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.errors import CompoundwatchError

_NOT_SENT = "queued"
_LOOK_AGAIN_SECONDS = 0.2
_WAIT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Ledger rows and mails that say nothing of the posting any more."""

    rows: int
    mails: int


def forget_posting(engine: Engine, settings: Settings, posting_id: str, at: datetime) -> Forgotten:
    """Take a posting's words out of ledger, mails, outbox, reviews and what is known of its source; again changes nothing.

    Raises CompoundwatchError where a mail that tells of it is being handed over for longer than a minute.
    """
    watch = Watch(at)
    while (watch.now() - at).total_seconds() < _WAIT_SECONDS:
        forgotten = _forget(engine, settings.outbox, posting_id, at)
        if forgotten:
            return forgotten
        watch.wait(_LOOK_AGAIN_SECONDS)
    raise CompoundwatchError("a mail that tells of it is being handed over: try again when that has ended")


def _forget(engine: Engine, outbox: Path, posting_id: str, at: datetime) -> Forgotten | None:
    """None where nothing could be done yet, as a sender has one of its mails in hand."""
    with db.writing(engine) as connection:
        settle_dead(connection, at)
        mails = sorted({mail for _, mail, _ in _about(connection, posting_id) if mail})
        if any(_state(connection, mail) in IN_HAND for mail in mails):
            return None
        disturb(connection)
        _take_apart(connection, mails)
        rows = _blank_rows(connection, posting_id)
        said = sum(_blank_mail(connection, mail, outbox, at) for mail in mails)
        connection.execute(db.known.delete().where(db.known.c.posting_id == posting_id))
        connection.execute(db.reviews.update().where(db.reviews.c.posting_id == posting_id).values(why=ERASED))
    return Forgotten(rows, said)


def _about(connection: Connection, posting_id: str) -> list[tuple[int, str | None, Hit]]:
    """Ledger rows that show the posting, or name it as the origin of a copy: id, mail, hit."""
    ledger = db.ledger
    wanted = (ledger.c.posting_id == posting_id) | cast(ledger.c.hit, Text).contains(posting_id, autoescape=True)
    rows = connection.execute(select(ledger.c.id, ledger.c.mail, ledger.c.hit).where(wanted).execution_options(yield_per=200))
    hits = ((row.id, row.mail, read_entry(row.hit)) for row in rows)
    return [(row, mail, hit) for row, mail, hit in hits if isinstance(hit, Hit) and posting_id in _named(hit)]


def _named(hit: Hit) -> set[str]:
    return {hit.posting_id} | ({hit.origin.posting_id} if hit.origin else set())


def _state(connection: Connection, mail_id: str) -> str | None:
    state: str | None = connection.scalar(select(db.mails.c.state).where(db.mails.c.id == mail_id))
    return state


def _take_apart(connection: Connection, mails: Iterable[str]) -> None:
    """Mails that wait are deleted, and their rows are untold again."""
    for mail_id in mails:
        waits = (db.mails.c.id == mail_id) & (db.mails.c.state == _NOT_SENT)
        if connection.execute(db.mails.delete().where(waits)).rowcount:
            connection.execute(db.ledger.update().where(db.ledger.c.mail == mail_id).values(mail=None))


def _blank_rows(connection: Connection, posting_id: str) -> int:
    """Rows of what was told lose their words; what was not told yet never will be."""
    changed = 0
    for row, mail, hit in _about(connection, posting_id):
        own = db.ledger.c.id == row
        if hit.posting_id != posting_id:
            connection.execute(db.ledger.update().where(own).values(hit=_stored(hit.model_copy(update={"origin": None}))))
        elif mail or _told_elsewhere(connection, row):
            # Were it kept for a digest still, that would have nothing to say.
            silent = {} if mail else {"beat": NO_MAIL}
            connection.execute(db.ledger.update().where(own).values(hit=_stored(blank_hit(hit)), **silent))
            calls = db.webhook_calls
            connection.execute(calls.delete().where(calls.c.ledger_id == row, calls.c.state.in_(("queued", "claimed"))))
        else:
            connection.execute(db.ledger.delete().where(own))
        changed += 1
    return changed


def _told_elsewhere(connection: Connection, row: int) -> bool:
    """Whether a feed shows it, or a webhook was called."""
    ledger, calls = db.ledger, db.webhook_calls
    by_feed = select(ledger.c.id).where(ledger.c.id == row, ledger.c.beat == NO_MAIL)
    by_call = select(calls.c.id).where(calls.c.ledger_id == row, calls.c.state.not_in(("queued",)))
    return connection.scalar(by_feed) is not None or connection.scalar(by_call.limit(1)) is not None


def _stored(hit: Hit) -> dict[str, object]:
    return hit.model_dump(mode="json")


def _blank_mail(connection: Connection, mail_id: str, outbox: Path, at: datetime) -> int:
    """A mail that left, here and as a file; 0 where there is none of that id."""
    body: str | None = connection.scalar(select(db.mails.c.body).where(db.mails.c.id == mail_id))
    if body is None:
        return 0
    blank = blank_mail(body, at)
    connection.execute(db.mails.update().where(db.mails.c.id == mail_id).values(body=blank))
    if (outbox / f"{mail_id}.eml").exists():
        EmlFiles(outbox).deliver(mail_id, "", blank.encode("ascii"), lambda: None)
    return 1
