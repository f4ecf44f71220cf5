"""A person who asks for alerts, and the links that are mailed to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest
from sqlalchemy import Engine, select

from alerts.links import Links
from alerts.subscriptions.asking import Asked, ask
from alerts.subscriptions.tokens import Tokens
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)

AskFor = Callable[..., bool]


def wish(query: str = '"KK Park"', email: str = "desk@ngo.example", **more: Any) -> AlertConfig:
    """What the form of the web page makes of a person's words."""
    return AlertConfig(title="Parks", email=email, query=query, consent="asked for on a page", **more)


def mailed(engine: Engine) -> list[EmailMessage]:
    """Every mail that is queued, oldest first."""
    with engine.connect() as connection:
        bodies = connection.scalars(select(db.mails.c.body).order_by(db.mails.c.created, db.mails.c.id))
        return [message_from_string(body, policy=SMTP) for body in bodies]


def token_in(mail: EmailMessage, page: str = "confirm") -> str:
    """The token of the link to one of our pages in a mail's text."""
    part = mail.get_body(("plain",))
    assert part is not None
    found = re.search(rf"https://alerts\.example/{page}/(\S+)", part.get_content())
    assert found is not None
    return found.group(1)


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(b"a key of this test alone")


@pytest.fixture
def ask_for(state_engine: Engine, settings: Settings, tokens: Tokens) -> AskFor:
    """Ask for one subscription; whether a mail was queued."""

    def ask_one(at: datetime = NOW, replaces: str | None = None, **wanted: Any) -> bool:
        links = Links("https://alerts.example", tokens)
        return ask(state_engine, settings, links, Asked(wish(**wanted), "subscribe", replaces), at)

    return ask_one
