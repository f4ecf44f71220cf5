"""Sending a mail again by hand: what a person decides about a mail in doubt, or one that was refused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, select

from alerts.outbox.settle import GIVE_UP_AFTER
from compoundwatch import db
from compoundwatch.errors import UsageError

_AGAIN = ("in_doubt", "refused")


def resend(engine: Engine, mail_id: str, at: datetime) -> str:
    """Queue a mail again, with the same Message-ID, so that a mailbox which has it can tell; the whole id.

    The beginning of an id is enough where it names one mail. Raises UsageError for any other, and for one that is neither in doubt
    nor refused.
    """
    mails = db.mails
    with db.writing(engine) as connection:
        starts = select(mails.c.id, mails.c.state).where(mails.c.id.startswith(mail_id, autoescape=True)).limit(2)
        found = connection.execute(starts).all() if mail_id else []
        if len(found) != 1:
            raise UsageError(f"{len(found) or 'no'} mails with an id that begins {mail_id[:64]!r}: see `compoundwatch alerts list`")
        whole, state = found[0]
        if state not in _AGAIN:
            raise UsageError(f"mail {whole} is {state}: only one that is in doubt or refused can be sent again")
        values = {
            "state": "queued",
            "due": at.timestamp(),
            "give_up": (at + GIVE_UP_AFTER).timestamp(),
            "settled": None,
            "error": None,
            "tries": 0,
            "claimed_by": None,
            "claimed_until": None,
        }
        connection.execute(mails.update().where(mails.c.id == whole).values(values))
    return str(whole)
