"""Which of our mails a message from outside names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from itertools import chain
from typing import NamedTuple

from sqlalchemy import Connection, select

from compoundwatch import db

_ID = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
# A digest that is sent back holds ids of postings too, at most fifty, twice each; the report's own headers come first.
_MOST_IDS = 200
# Handed over, so that somebody may have seen it.
_LEFT = ("sending", "sent", "in_doubt", "bounced")


class NamedMail(NamedTuple):
    """A mail of ours, and whom it went to."""

    id: str
    subscriber: str


def named_mail(connection: Connection, octets: bytes, message: Message) -> NamedMail | None:
    """The first mail that left us and whose id stands anywhere in a message; None where none does.

    Nobody can guess an id (`alerts.outbox.letter.mail_id`), so whoever names one had the mail or carried it: its address of
    return, its Message-ID and its envelope's id all hold it.
    """
    ids = list(dict.fromkeys(_ids(octets, message)))[:_MOST_IDS]
    mails = db.mails
    rows = select(mails.c.id, mails.c.subscriber).where(mails.c.id.in_(ids), mails.c.state.in_(_LEFT))
    found = [NamedMail(row.id, row.subscriber) for row in connection.execute(rows)]
    return min(found, key=lambda mail: ids.index(mail.id), default=None)


def _ids(octets: bytes, message: Message) -> Iterator[str]:
    encoded = (part.get_payload(decode=True) for part in message.walk() if not part.is_multipart() and _is_encoded(part))
    for text in chain((octets,), encoded):
        if isinstance(text, bytes):
            yield from (found[0].decode() for found in _ID.finditer(text.lower()))


def _is_encoded(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() in {"base64", "quoted-printable"}
