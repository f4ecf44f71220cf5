"""Mails in the outbox, and a real SMTP server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select

from alerts.outbox.letter import Letter, MailKind, Rendered
from alerts.outbox.queue import queue_letter
from compoundwatch import db
from compoundwatch.config import Secrets, Settings
from compoundwatch.config.mail import MailConfig
from tests.alerts.outbox.smtp_server import Answers, Server

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)

PutMail = Callable[..., str]


def put_letter(
    engine: Engine,
    mail_id: str = "m1",
    recipient: str = "hotline@ngo.example",
    *,
    kind: MailKind = "digest",
    at: datetime = NOW,
    text: str = "One advert.\n",
) -> str:
    """Queue a mail; its id."""
    letter = Letter(mail_id, kind, recipient, Rendered("1 advert", text, f"<p>{text}</p>"))
    config = MailConfig(sender="compoundwatch <alerts@cw.example>", corrections="desk@cw.example")
    with db.writing(engine) as connection:
        queue_letter(connection, letter, config, at)
    return mail_id


@pytest.fixture
def put(state_engine: Engine) -> PutMail:
    """Queue a mail in a state database of each kind."""
    return lambda *words, **more: put_letter(state_engine, *words, **more)


def mail_row(engine: Engine, mail_id: str = "m1") -> Any:
    with engine.connect() as connection:
        return connection.execute(select(db.mails).where(db.mails.c.id == mail_id)).one()


def change_mail(engine: Engine, mail_id: str = "m1", **values: object) -> None:
    with db.writing(engine) as connection:
        connection.execute(db.mails.update().where(db.mails.c.id == mail_id).values(**values))


def with_smtp(settings: Settings, port: int, secrets: Secrets | None = None, **config: Any) -> Settings:
    """Settings that send by SMTP to a port of this machine."""
    fields = {"transport": "smtp", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", **config}
    mail = MailConfig.model_validate({**settings.app.mail.model_dump(), **fields})
    return replace(settings, app=settings.app.model_copy(update={"mail": mail}), secrets=secrets or settings.secrets)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def server(answers: Answers) -> Iterator[Server]:
    controller = Server(answers)
    controller.start()
    yield controller
    controller.stop()
