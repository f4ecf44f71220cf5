"""Ledger rows and mails for the digest tests, without a store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from sqlalchemy import Engine, select

from alerts.matching.hit import Hit, HitKind, make_hit
from alerts.matching.notice import Notice
from compoundwatch import db
from compoundwatch.posting import Posting

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
SUBSCRIBER = "hotline@ngo.example"

MakeHit = Callable[..., Hit]
WriteDown = Callable[..., None]


@pytest.fixture
def build_hit(make_posting: Callable[..., Posting]) -> MakeHit:
    """`build_hit("copy", native_id="2", new_board=True)`: what is no field of a hit goes to the posting."""

    def build(kind: HitKind = "new", *words: str, **more: object) -> Hit:
        own = {name: more.pop(name) for name in list(more) if name in Hit.model_fields and name not in Posting.model_fields}
        posting = make_posting(*words, **more)
        return make_hit(kind, posting, ("desk",), posting.indicators).model_copy(update=own)

    return build


@pytest.fixture
def write_down(engine: Engine) -> WriteDown:
    """Put what is to be told into the ledger, as matching does."""

    def write(*entries: Hit | Notice, subscriber: str = SUBSCRIBER, beat: str = "immediate", into: Engine = engine) -> None:
        with db.writing(into) as connection:
            known = len(connection.execute(select(db.ledger.c.id)).all())
            for number, entry in enumerate(entries, start=known):
                row = {
                    "alert": "desk",
                    "subscriber": subscriber,
                    **_subject(entry),
                    "event": f"{entry.kind}:{number}",
                    "hit": entry.model_dump(mode="json"),
                    "at": NOW.timestamp(),
                    "beat": beat,
                }
                ledger_id = connection.scalars(db.ledger.insert().values(row).returning(db.ledger.c.id)).one()
                by = [{"ledger_id": ledger_id, "alert": alert} for alert in {"desk", *entry.alerts}]
                connection.execute(db.ledger_alerts.insert(), by)

    return write


def _subject(entry: Hit | Notice) -> dict[str, str | None]:
    if isinstance(entry, Hit):
        return {"subject": entry.posting_id, "posting_id": entry.posting_id, "campaign": entry.campaign}
    return {"subject": f"source:{entry.source}", "posting_id": None, "campaign": None}


@pytest.fixture
def notice() -> Notice:
    since = NOW - timedelta(hours=5)
    return Notice(kind="down", alerts=("desk",), source="board", title="The Board", trouble="blocked", since=since, why="HTTP 403")


def _mails_in(engine: Engine) -> list[EmailMessage]:
    with engine.connect() as connection:
        bodies = connection.scalars(select(db.mails.c.body).order_by(db.mails.c.created, db.mails.c.id)).all()
    found = [message_from_bytes(body.encode("ascii"), policy=default) for body in bodies]
    return [mail for mail in found if isinstance(mail, EmailMessage)]


@pytest.fixture
def mails_in() -> Callable[[Engine], list[EmailMessage]]:
    """Every mail of the outbox, the oldest first."""
    return _mails_in


def _part_of(mail: EmailMessage, kind: str = "plain") -> str:
    body = mail.get_body((kind,))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


@pytest.fixture
def part_of() -> Callable[..., str]:
    """`part_of(mail)` is the text, `part_of(mail, "html")` the page."""
    return _part_of
