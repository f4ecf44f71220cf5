"""From the outbox to the post: every mail was written down before it is sent.

A mail is `queued`, then `sent` or `refused`. With SMTP it is `sending` while it is handed over; what is found so later was
cut off in that moment and becomes `in_doubt`: it may have arrived, so it is shown and never sent again by itself.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from filelock import FileLock, Timeout
from sqlalchemy import Engine, func, select

from alerts.outbox.mail import open_transport
from alerts.outbox.transport import MailServerError, Outcome, Transport
from alerts.subscriptions.active import load_subscriptions
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
    with open_transport(settings) as transport:
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
