"""From the ledger to the outbox: one digest for each subscriber and beat that is due, written down before it is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from alerts.digest.beat import NO_MAIL, beat_of, rate_of
from alerts.digest.collect import Round, collect
from alerts.digest.render import render
from alerts.digest.schedule import Pair, Schedules, last_moment, load_schedules, settle, settle_beat, settled_at
from alerts.health import troubles
from alerts.outbox.letter import Letter
from alerts.outbox.queue import queue_letter
from alerts.subscriptions.active import Subscriptions, load_subscriptions
from compoundwatch import db
from compoundwatch.config import Settings


def queue_digests(engine: Engine, settings: Settings, at: datetime) -> int:
    """Render each digest that is due and has something to tell, and queue it; the number of mails queued.

    Who waits longest comes first. A mail, the ledger rows it tells and its place in the schedule are one transaction, so that a
    kill at any moment, and several machines at once, make each digest once. Raises ConfigError, StoreError.
    """
    common = _prepare(engine, settings, at)
    waiting = _waiting(engine)
    with db.writing(engine, "schedules") as connection:
        schedules = load_schedules(connection, _calendar_pairs(common.subscriptions, waiting), at)
    mails = sum(_queue(engine, pair, common) for pair in waiting if schedules.is_due(pair))
    _settle_quiet(engine, schedules)
    return mails


def _prepare(engine: Engine, settings: Settings, at: datetime) -> Round:
    sources = settings.sources()
    with engine.connect() as connection:
        return Round(
            at=at,
            subscriptions=load_subscriptions(connection, settings.alerts()),
            source_titles={name: source.title for name, source in sources.items()},
            troubles=troubles(connection, sources, at),
            mail=settings.app.mail,
        )


def _waiting(engine: Engine) -> list[Pair]:
    """Every (subscriber, beat) with something untold, the longest waiting first."""
    ledger = db.ledger
    rows = select(ledger.c.subscriber, ledger.c.beat).where(ledger.c.mail.is_(None), ledger.c.beat != NO_MAIL)
    with engine.connect() as connection:
        found = connection.execute(rows.group_by(ledger.c.beat, ledger.c.subscriber).order_by(func.min(ledger.c.id)))
        return [(row.subscriber, row.beat) for row in found]


def _calendar_pairs(subscriptions: Subscriptions, waiting: Iterable[Pair]) -> Iterable[Pair]:
    """All digests that go by the clock: of active searches, and of ended ones that still have something to tell."""
    active = ((who, beat_of(alert)) for who, alerts in subscriptions.active.items() for alert in alerts.values())
    return (pair for pair in (*active, *waiting) if pair[1] != NO_MAIL and rate_of(pair[1]) != "immediate")


def _settle_quiet(engine: Engine, schedules: Schedules) -> None:
    """What was due and had nothing to tell waits for its next moment."""
    due = {pair[1] for pair in schedules.settled if schedules.is_due(pair)}
    for beat in sorted(due):
        with db.writing(engine, "schedules") as connection:
            settle_beat(connection, beat, schedules.at)


def _queue(engine: Engine, pair: Pair, common: Round) -> bool:
    """Queue one digest; False when nothing is left to tell, or another machine has made it."""
    subscriber, beat = pair
    ledger = db.ledger
    untold = (ledger.c.subscriber == subscriber) & (ledger.c.beat == beat) & ledger.c.mail.is_(None)
    with db.writing(engine, f"digest {subscriber}") as connection:
        if rate_of(beat) != "immediate" and _made_by_another(connection, pair, common.at):
            return False
        _drop_unwanted(connection, pair, common.subscriptions)
        first, last = connection.execute(select(func.min(ledger.c.id), func.max(ledger.c.id)).where(untold)).one()
        if first is None:
            return False
        mail_id = hashlib.sha256(f"{subscriber}\n{first}\n{last}".encode()).hexdigest()[:32]
        if not connection.execute(ledger.update().where(untold).values(mail=mail_id)).rowcount:
            return False
        rendered = render(collect(connection, mail_id, subscriber, common))
        queue_letter(connection, Letter(mail_id, "digest", subscriber, rendered), common.mail, common.at, beat=beat)
        if rate_of(beat) != "immediate":
            settle(connection, pair, common.at)
    return True


def _made_by_another(connection: Connection, pair: Pair, at: datetime) -> bool:
    settled = settled_at(connection, pair)
    return settled is not None and settled >= last_moment(pair[1], at)


def _drop_unwanted(connection: Connection, pair: Pair, subscriptions: Subscriptions) -> None:
    """Forget what is told of searches that ended before it was told; a correction goes to whoever may be written to."""
    subscriber, beat = pair
    ledger = db.ledger
    active = subscriptions.active.get(subscriber, {})
    untold = (ledger.c.subscriber == subscriber) & (ledger.c.beat == beat) & ledger.c.mail.is_(None)
    rows = select(ledger.c.id, ledger.c.hit).where(untold, ledger.c.alert.not_in(active.keys()))
    for row in connection.execute(rows).all():
        correction = row.hit["kind"] == "retracted" and subscriptions.reachable(subscriber)
        if not correction and not active.keys() & set(row.hit.get("alerts", ())):
            connection.execute(ledger.delete().where(ledger.c.id == row.id))
