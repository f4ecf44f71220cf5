"""One subscriber's untold hits as a digest, with what was checked since the last one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from alerts.digest.beat import NO_MAIL, beat_of
from alerts.digest.choose import choose
from alerts.digest.digest import Digest, Pages
from alerts.digest.reader import reader_of
from alerts.digest.work import Work, load_work
from alerts.health import Checked, SourceTrouble
from alerts.links import Links
from alerts.subscriptions.active import EVERYTHING, Subscriptions
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.config.mail import MailConfig

_REGULAR = ("digest", "heartbeat")


@dataclass(frozen=True, slots=True)
class Round:
    """What all digests of one moment share. Runs are read when the first of them asks what was checked."""

    at: datetime
    subscriptions: Subscriptions
    source_titles: Mapping[str, str]
    troubles: tuple[SourceTrouble, ...]
    mail: MailConfig
    links: Links
    _work: list[Work] = field(default_factory=list)

    def alerts(self, subscriber: str, beat: str | None = None) -> tuple[AlertConfig, ...]:
        """The active searches of a subscriber that are told by mail, of one beat or of all."""
        own = self.subscriptions.active.get(subscriber, {}).values()
        return tuple(alert for alert in own if beat_of(alert) != NO_MAIL and beat in {None, beat_of(alert)})

    def checked(self, connection: Connection, since: datetime | None) -> Checked:
        """The work of all runs since a moment; None: since ever."""
        if not self._work:
            self._work.append(load_work(connection, self.at))
        return self._work[0].since(connection, since)

    def pages(self, subscriber: str, alerts: Collection[AlertConfig], mail_id: str | None) -> Pages:
        """Our pages for one mail. A mail for one search stops that one; a mail for several stops all."""
        only = next(iter(alerts)).name if len(alerts) == 1 else EVERYTHING
        return Pages(
            hits=self.links.hits(subscriber, mail_id) if mail_id else None,
            manage=self.links.manage(subscriber),
            stop=self.links.stop(subscriber, only),
        )


def collect(connection: Connection, mail_id: str, subscriber: str, beat: str, common: Round) -> Digest:
    """The digest of the ledger rows that carry `mail_id`; they are streamed, only the gravest are kept."""
    # A correction also goes to whose searches of this beat have ended.
    alerts = common.alerts(subscriber, beat) or common.alerts(subscriber)
    reader = reader_of(alerts)
    chosen = choose(connection, mail_id, reader.most)
    return Digest(
        kind="digest",
        subscriber=subscriber,
        reader=reader,
        alerts=alerts,
        source_titles=common.source_titles,
        at=common.at,
        counts=chosen.counts,
        cards=chosen.cards,
        notices=chosen.notices,
        checked=common.checked(connection, last_mail(connection, subscriber)),
        troubles=common.troubles,
        corrections=common.mail.corrections,
        pages=common.pages(subscriber, alerts, mail_id),
    )


def collect_heartbeat(connection: Connection, subscriber: str, common: Round) -> Digest:
    """A mail that says that nothing matched, and what was checked."""
    alerts = common.alerts(subscriber)
    ledger = db.ledger
    untold = (ledger.c.subscriber == subscriber) & ledger.c.mail.is_(None) & (ledger.c.beat != NO_MAIL)
    return Digest(
        kind="heartbeat",
        subscriber=subscriber,
        reader=reader_of([alert for alert in alerts if alert.heartbeat != "never"]),
        alerts=alerts,
        source_titles=common.source_titles,
        at=common.at,
        counts={},
        cards=(),
        notices=(),
        checked=common.checked(connection, last_mail(connection, subscriber)),
        troubles=common.troubles,
        corrections=common.mail.corrections,
        pages=common.pages(subscriber, alerts, None),
        waiting=connection.scalar(select(func.count()).select_from(ledger).where(untold)) or 0,
    )


def last_mail(connection: Connection, subscriber: str) -> datetime | None:
    """When the newest digest or heartbeat was made."""
    mails = db.mails
    regular = (mails.c.subscriber == subscriber) & mails.c.kind.in_(_REGULAR)
    seconds: float | None = connection.scalar(select(func.max(mails.c.created)).where(regular))
    return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
