"""Asking for a subscription: written down as pending, and one mail that asks its reader to confirm. Nothing else is sent before.

Whoever asks is told the same whether the address is known, refused or asked too often: only its owner learns more, by mail.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, func, or_, select

from alerts.links import Links
from alerts.outbox.queue import queue_letter
from alerts.subscriptions.active import refuses_all, subscriber_of
from alerts.subscriptions.confirmation import confirmation_letter, letter_id
from alerts.subscriptions.stored import definition_of
from alerts.subscriptions.upkeep import forget_unconfirmed
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings

# A link in a mail that lay over a weekend's first day still works; a leaked mailbox backup holds no live one.
CONFIRM_WITHIN = timedelta(hours=48)
# Enough for a mistyped search and a lost mail, too few to annoy somebody with.
LETTERS_PER_DAY = 3
# What a whole installation sends at most in an hour to people who are not subscribed: a flood would ruin its sender's name.
LETTERS_PER_HOUR = 200
MOST_ALERTS = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what. `page` is kept as a part of the proof of consent; `replaces` is the id that it takes the place of."""

    alert: AlertConfig
    page: str
    replaces: str | None = None


def ask(engine: Engine, settings: Settings, links: Links, asked: Asked, at: datetime) -> bool:
    """Write a subscription down as pending and queue the mail that asks to confirm it.

    False where no mail is due: the address refused all mail, was asked three times in a day, or has fifty alerts. Never show that.
    """
    identity, nonce = secrets.token_hex(16), secrets.token_urlsafe(24)
    subscriber = subscriber_of(asked.alert)
    link = links.confirm(identity, nonce, at + CONFIRM_WITHIN)
    refusal = links.stop(subscriber)
    if link is None or refusal is None:
        raise ValueError("a subscription can only be asked for where links have an address")
    letter = confirmation_letter(letter_id(identity, nonce), asked.alert, link, refusal, settings.app.mail)
    with db.writing(engine) as connection:
        forget_unconfirmed(connection, at)
        if not _may_ask(connection, subscriber, at):
            return False
        row = {
            "id": identity,
            "subscriber": subscriber,
            "definition": definition_of(asked.alert),
            "state": "pending",
            "nonce": nonce,
            "created": at.timestamp(),
            "changed": at.timestamp(),
            "page": asked.page,
            "replaces": asked.replaces,
        }
        connection.execute(db.subscriptions.insert().values(row))
        return queue_letter(connection, letter, settings.app.mail, at)


def _may_ask(connection: Connection, subscriber: str, at: datetime) -> bool:
    table = db.subscriptions
    day, hour = (at - timedelta(days=1)).timestamp(), (at - timedelta(hours=1)).timestamp()
    count = select(func.count()).select_from(table)
    # What was confirmed shows that its owner asked.
    asked = connection.scalar(count.where(_same_mailbox(subscriber), table.c.created > day, table.c.confirmed.is_(None))) or 0
    everybody = connection.scalar(count.where(table.c.created > hour)) or 0
    own = connection.scalar(count.where(table.c.subscriber == subscriber, table.c.state != "stopped")) or 0
    within = asked < LETTERS_PER_DAY and everybody < LETTERS_PER_HOUR and own < MOST_ALERTS
    return within and not refuses_all(connection, subscriber)


def _same_mailbox(subscriber: str) -> ColumnElement[bool]:
    """The address, and what mail providers take for the same: with another word after a plus sign."""
    name, _, domain = subscriber.rpartition("@")
    column = db.subscriptions.c.subscriber
    bare = name.partition("+")[0]
    tagged = column.startswith(f"{bare}+", autoescape=True) & column.endswith(f"@{domain}", autoescape=True)
    return or_(column == f"{bare}@{domain}", tagged)
