"""From the ledger to the post: one digest per subscriber, written down before it is sent.

A mail is `queued`, then `sent` or `refused`. With SMTP it is `sending` while it is handed over; what is found so later was
cut off in that moment and becomes `in_doubt`: it may have arrived, so it is shown and never sent again by itself.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, func, select

from alerts.digest.collect import Round, collect
from alerts.digest.render import render
from alerts.health import troubles
from alerts.outbox.letter import Letter
from alerts.outbox.mail import open_transport
from alerts.outbox.queue import queue_letter
from alerts.outbox.transport import MailServerError, Outcome, Transport
from alerts.subscriptions.active import Subscriptions, load_subscriptions
from compoundwatch import db
from compoundwatch.config import Settings

_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
# RFC 5321, 4.5.4.1: give up after 4 to 5 days.
_GIVE_UP_AFTER = timedelta(days=5)


@dataclass(frozen=True, slots=True)
class SendReport:
    """Mails by what became of them now. `waiting` are queued still; `problem` is why nothing could be handed over at all."""

    sent: int = 0
    waiting: int = 0
    refused: int = 0
    in_doubt: int = 0
    problem: str | None = None


def queue_digests(engine: Engine, settings: Settings, at: datetime) -> int:
    """Render one digest for each subscriber who is to be told something, and queue it; the number of mails queued.

    A mail and the ledger rows it tells are one transaction. Where there is nothing to tell nothing is written: a source that
    fails is told in the next digest (docs/decisions/0005-a-failure-alone-mails-nobody.md).
    """
    alerts, sources = settings.alerts(), settings.sources()
    with engine.connect() as connection:
        untold = select(db.ledger.c.subscriber).where(db.ledger.c.mail.is_(None)).distinct().order_by(db.ledger.c.subscriber)
        subscribers = list(connection.scalars(untold))
        if not subscribers:
            return 0
        common = Round(
            at=at,
            subscriptions=load_subscriptions(connection, alerts),
            source_titles={name: source.title for name, source in sources.items()},
            troubles=troubles(connection, sources, at),
            mail=settings.app.mail,
        )
    return sum(_queue(engine, subscriber, common) for subscriber in subscribers)


def _queue(engine: Engine, subscriber: str, common: Round) -> bool:
    """Queue one subscriber's digest; False when nothing is left to tell."""
    with db.writing(engine) as connection:
        ledger = db.ledger
        untold = (ledger.c.subscriber == subscriber) & ledger.c.mail.is_(None)
        _drop_unwanted(connection, subscriber, common.subscriptions)
        first, last = connection.execute(select(func.min(ledger.c.id), func.max(ledger.c.id)).where(untold)).one()
        if first is None:
            return False
        mail_id = hashlib.sha256(f"{subscriber}\n{first}\n{last}".encode()).hexdigest()[:32]
        if not connection.execute(ledger.update().where(untold).values(mail=mail_id)).rowcount:
            return False
        rendered = render(collect(connection, mail_id, subscriber, common))
        queue_letter(connection, Letter(mail_id, "digest", subscriber, rendered), common.mail, common.at, beat="immediate")
    return True


def _drop_unwanted(connection: Connection, subscriber: str, subscriptions: Subscriptions) -> None:
    """Forget hits of searches that ended before they were told; a correction goes to whoever may be written to."""
    ledger = db.ledger
    active = subscriptions.active.get(subscriber, {})
    rows = select(ledger.c.id, ledger.c.hit).where(
        ledger.c.subscriber == subscriber, ledger.c.mail.is_(None), ledger.c.alert.not_in(active.keys())
    )
    for row in connection.execute(rows).all():
        correction = row.hit["kind"] == "retracted" and subscriptions.reachable(subscriber)
        if not correction and not active.keys() & set(row.hit["alerts"]):
            connection.execute(ledger.delete().where(ledger.c.id == row.id))


def send_queued(engine: Engine, settings: Settings, at: datetime) -> SendReport:
    """Hand over every mail that is due. Safe to be killed at any moment and called again; one sending goes on at a time."""
    results: Counter[str] = Counter()
    problem: str | None = None
    try:
        with FileLock(settings.var / "sending.lock", timeout=0):
            results["in_doubt"] = _settle_cut_off(engine, at)
            due = _due(engine, at)
            if due:
                _send(engine, settings, due, at, results)
    except Timeout:
        problem = "another sending is going on"
    except MailServerError as error:
        problem = str(error)
    return SendReport(results["sent"], _waiting(engine), results["refused"], results["in_doubt"], problem)


def _send(engine: Engine, settings: Settings, due: list[tuple[str, str]], at: datetime, results: Counter[str]) -> None:
    with engine.connect() as connection:
        subscriptions = load_subscriptions(connection, settings.alerts())
    with open_transport(settings.app.mail, settings.secrets, settings.outbox) as transport:
        for mail_id, subscriber in due:
            if subscriptions.reachable(subscriber):
                results[_settle(engine, mail_id, _deliver(engine, transport, mail_id, subscriber), at)] += 1
            else:
                # What somebody does not want is no failure, and is not counted as one.
                _settle(engine, mail_id, Outcome("refused", "the subscriber said stop"), at)


def _deliver(engine: Engine, transport: Transport, mail_id: str, subscriber: str) -> Outcome:
    with engine.connect() as connection:
        body: str = connection.scalars(select(db.mails.c.body).where(db.mails.c.id == mail_id)).one()

    def commit() -> None:
        with db.writing(engine) as connection:
            connection.execute(db.mails.update().where(db.mails.c.id == mail_id).values(state="sending"))

    return transport.deliver(mail_id, subscriber, body.encode("ascii"), commit)


def _settle(engine: Engine, mail_id: str, outcome: Outcome, at: datetime) -> str:
    """Record what became of a mail; the state it is in now."""
    mails = db.mails
    with db.writing(engine) as connection:
        row = connection.execute(select(mails.c.created, mails.c.tries).where(mails.c.id == mail_id)).one()
        state, why, due = outcome.result, outcome.why, at
        if state == "queued":
            due = at + min(_FIRST_WAIT * 2 ** min(row.tries, 10), _LONGEST_WAIT)
            if at.timestamp() - row.created > _GIVE_UP_AFTER.total_seconds():
                state, why = "refused", f"given up after {_GIVE_UP_AFTER.days} days: {why}"
        values = {"state": state, "error": why, "tries": row.tries + 1, "due": due.timestamp()}
        settled = None if state == "queued" else at.timestamp()
        connection.execute(mails.update().where(mails.c.id == mail_id).values(**values, settled=settled))
    return state


def _settle_cut_off(engine: Engine, at: datetime) -> int:
    """Mails that an earlier sending left half handed over: nobody can tell whether they arrived."""
    why = "the program ended while the mail was handed over; it may have arrived"
    with db.writing(engine) as connection:
        cut = db.mails.update().where(db.mails.c.state == "sending")
        return connection.execute(cut.values(state="in_doubt", error=why, settled=at.timestamp())).rowcount


def _due(engine: Engine, at: datetime) -> list[tuple[str, str]]:
    mails = db.mails
    rows = select(mails.c.id, mails.c.subscriber).where(mails.c.state == "queued", mails.c.due <= at.timestamp())
    with engine.connect() as connection:
        return [(row.id, row.subscriber) for row in connection.execute(rows.order_by(mails.c.created, mails.c.id))]


def _waiting(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(db.mails).where(db.mails.c.state == "queued")) or 0
