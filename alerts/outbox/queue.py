"""A mail into the outbox: the row that `send` hands over."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from alerts.outbox.letter import Letter
from alerts.outbox.mail import compose
from compoundwatch import db
from compoundwatch.config.mail import MailConfig


def queue_letter(connection: Connection, letter: Letter, config: MailConfig, at: datetime, *, beat: str = "") -> bool:
    """Write a letter down as `queued`, within the caller's transaction; False where it is there already."""
    seconds = at.timestamp()
    row = {
        "id": letter.id,
        "kind": letter.kind,
        "subscriber": letter.recipient,
        "domain": letter.recipient.rpartition("@")[2].lower(),
        "beat": beat,
        "state": "queued",
        "created": seconds,
        "due": seconds,
        "tries": 0,
        "body": compose(letter, config, at),
    }
    return connection.execute(db.insert_new(connection, db.mails).values(row)).rowcount > 0
