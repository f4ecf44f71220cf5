"""From the ledger to the outbox: one digest for each subscriber and beat that is due, written down before it is sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from alerts.digest.beat import NO_MAIL, beat_of, rate_of
from alerts.digest.collect import Round, collect, collect_heartbeat
from alerts.digest.digest import Digest
from alerts.digest.heartbeat import LAST_HEARD, heartbeat_due
from alerts.digest.render import render
from alerts.digest.schedule import Pair, Schedules, last_moment, load_schedules, settle, settle_beat, settled_at
from alerts.digest.unwanted import drop_unwanted
from alerts.health import troubles
from alerts.links import Links
from alerts.outbox.letter import Letter, mail_id
from alerts.outbox.queue import queue_letter
from alerts.outbox.reachability import may_write
from alerts.subscriptions.active import load_subscriptions
from alerts.subscriptions.tokens import Tokens, installation_key
from compoundwatch import db
from compoundwatch.config import Settings


def queue_digests(engine: Engine, settings: Settings, at: datetime) -> int:
    """Render each digest that is due and has something to tell, and each heartbeat; the number of mails queued.

    None is made for an address that is not written to now. Who waits longest comes first. A mail, the ledger rows it tells and its
    place in the schedule are one transaction, so that a kill at any moment, and several machines at once, make each mail once.
    Raises ConfigError, StoreError, TryLater.
    """
    common = _prepare(engine, settings, at)
    waiting = _waiting(engine)
    with db.writing(engine, "schedules") as connection:
        schedules = load_schedules(connection, _clocked(common, waiting), at)
    mails = sum(_queue_digest(engine, pair, common) for pair in waiting if schedules.is_due(pair))
    _settle_quiet(engine, schedules)
    return mails + sum(_queue_heartbeat(engine, subscriber, common) for subscriber in _silent(schedules, common))


def _prepare(engine: Engine, settings: Settings, at: datetime) -> Round:
    sources = settings.sources()
    with db.writing(engine, "signing key") as connection:
        key = installation_key(connection, settings.secrets)
    with engine.connect() as connection:
        return Round(
            at=at,
            subscriptions=load_subscriptions(connection, settings.alerts()),
            source_titles={name: source.title for name, source in sources.items()},
            troubles=troubles(connection, sources, at),
            mail=settings.app.mail,
            links=Links(settings.app.console.public_url, Tokens(key)),
        )


def _waiting(engine: Engine) -> list[Pair]:
    """Every (subscriber, beat) with something untold, the longest waiting first."""
    ledger = db.ledger
    rows = select(ledger.c.subscriber, ledger.c.beat).where(ledger.c.mail.is_(None), ledger.c.beat != NO_MAIL)
    with engine.connect() as connection:
        found = connection.execute(rows.group_by(ledger.c.beat, ledger.c.subscriber).order_by(func.min(ledger.c.id)))
        return [(row.subscriber, row.beat) for row in found]


def _clocked(common: Round, waiting: Iterable[Pair]) -> Iterable[Pair]:
    """Digests that go by the clock, also of ended searches that still have something to tell; and who hears heartbeats."""
    for subscriber, alerts in common.subscriptions.active.items():
        yield from ((subscriber, beat) for alert in alerts.values() if _by_clock(beat := beat_of(alert)))
        if any(alert.heartbeat != "never" for alert in common.alerts(subscriber)):
            yield subscriber, LAST_HEARD
    yield from (pair for pair in waiting if _by_clock(pair[1]))


def _by_clock(beat: str) -> bool:
    return beat != NO_MAIL and rate_of(beat) != "immediate"


def _settle_quiet(engine: Engine, schedules: Schedules) -> None:
    """What was due and had nothing to tell waits for its next moment."""
    due = {pair[1] for pair in schedules.settled if pair[1] != LAST_HEARD and schedules.is_due(pair)}
    for beat in sorted(due):
        with db.writing(engine, "schedules") as connection:
            settle_beat(connection, beat, schedules.at)


def _silent(schedules: Schedules, common: Round) -> list[str]:
    """Who may be due for a heartbeat, by what was known before this round's digests."""
    heard = ((subscriber, last) for (subscriber, beat), last in schedules.settled.items() if beat == LAST_HEARD)
    return [subscriber for subscriber, last in heard if heartbeat_due(common.alerts(subscriber), last, common.at)]


def _queue_digest(engine: Engine, pair: Pair, common: Round) -> bool:
    """Queue one digest; False when nothing is left to tell, nothing may be sent there now, or another machine has made it."""
    subscriber, beat = pair
    with db.writing(engine, f"digests of {subscriber}") as connection:
        if _by_clock(beat) and _made_by_another(connection, pair, common.at):
            return False
        reachable = may_write(connection, subscriber, common.at).state
        if reachable == "paused":
            # It waits, and comes in one mail when the pause is over.
            return False
        _drop_unwanted(connection, pair, common, reachable == "yes")
        identity = _take(connection, pair, common)
        if identity is None:
            return False
        _write(connection, identity, collect(connection, identity, subscriber, beat, common), beat, common)
        if _by_clock(beat):
            settle(connection, pair, common.at)
    return True


def _queue_heartbeat(engine: Engine, subscriber: str, common: Round) -> bool:
    """Queue one heartbeat; False when a mail was made since, or none may be sent there now."""
    with db.writing(engine, f"digests of {subscriber}") as connection:
        heard = settled_at(connection, (subscriber, LAST_HEARD)) or common.at
        if not heartbeat_due(common.alerts(subscriber), heard, common.at):
            return False
        if may_write(connection, subscriber, common.at).state != "yes":
            return False
        identity = mail_id(common.links.tokens, "heartbeat", subscriber, str(heard.timestamp()))
        _write(connection, identity, collect_heartbeat(connection, subscriber, common), "", common)
    return True


def _write(connection: Connection, identity: str, digest: Digest, beat: str, common: Round) -> None:
    letter = Letter(
        identity,
        digest.kind,
        digest.subscriber,
        render(digest),
        # A conversation of a month: longer ones are cut anywhere by mail programs.
        thread=f"{beat or digest.kind} {common.at:%Y-%m}",
        list_name=rate_of(beat) if beat else digest.kind,
        stop_link=digest.pages.stop,
    )
    queue_letter(connection, letter, common.mail, common.at, beat=beat)
    settle(connection, (digest.subscriber, LAST_HEARD), common.at)


def _take(connection: Connection, pair: Pair, common: Round) -> str | None:
    """Put what is untold into a mail; its id, None where there is nothing. The same rows give the same id."""
    ledger = db.ledger
    untold = _untold(pair)
    first, last = connection.execute(select(func.min(ledger.c.id), func.max(ledger.c.id)).where(untold)).one()
    if first is None:
        return None
    identity = mail_id(common.links.tokens, "digest", pair[0], str(first), str(last))
    connection.execute(ledger.update().where(untold).values(mail=identity))
    return identity


def _untold(pair: Pair) -> ColumnElement[bool]:
    ledger = db.ledger
    return (ledger.c.beat == pair[1]) & (ledger.c.subscriber == pair[0]) & ledger.c.mail.is_(None)


def _made_by_another(connection: Connection, pair: Pair, at: datetime) -> bool:
    settled = settled_at(connection, pair)
    return settled is not None and settled >= last_moment(pair[1], at)


def _drop_unwanted(connection: Connection, pair: Pair, common: Round, reachable: bool) -> None:
    subscriber = pair[0]
    mailed = {alert.name for alert in common.alerts(subscriber)} if reachable else set[str]()
    others = common.subscriptions.active.get(subscriber, {}).keys() - mailed
    correctable = reachable and common.subscriptions.reachable(subscriber)
    drop_unwanted(connection, _untold(pair), mailed, others, correctable=correctable)
