"""One subscriber's untold hits as a digest, with what was checked since the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from alerts.digest.digest import Digest, choose, sections
from alerts.health import SourceTrouble, checked
from alerts.matching.hit import Hit
from alerts.subscriptions.active import Subscriptions
from compoundwatch import db
from compoundwatch.config.mail import MailConfig


@dataclass(frozen=True, slots=True)
class Round:
    """What all digests of one moment share."""

    at: datetime
    subscriptions: Subscriptions
    source_titles: Mapping[str, str]
    troubles: tuple[SourceTrouble, ...]
    mail: MailConfig


def collect(connection: Connection, mail_id: str, subscriber: str, common: Round) -> Digest:
    """The digest of the ledger rows that carry `mail_id`; they are streamed, only the gravest are kept."""
    chosen = choose(_hits(connection, mail_id))
    return Digest(
        subscriber=subscriber,
        alerts=tuple(common.subscriptions.active.get(subscriber, {}).values()),
        source_titles=common.source_titles,
        at=common.at,
        counts=chosen.counts,
        sections=sections(chosen.hits),
        more=sum(chosen.counts.values()) - len(chosen.hits),
        checked=checked(connection, _last_mail(connection, subscriber), common.at),
        troubles=common.troubles,
        corrections=common.mail.corrections,
    )


def _hits(connection: Connection, mail_id: str) -> Iterator[Hit]:
    rows = select(db.ledger.c.hit).where(db.ledger.c.mail == mail_id).order_by(db.ledger.c.id)
    for hit in connection.scalars(rows.execution_options(yield_per=200)):
        yield Hit.model_validate(hit)


def _last_mail(connection: Connection, subscriber: str) -> datetime | None:
    seconds: float | None = connection.scalar(select(func.max(db.mails.c.created)).where(db.mails.c.subscriber == subscriber))
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
