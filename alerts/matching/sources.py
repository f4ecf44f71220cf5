"""Sources that are down, and back again, told to those who asked for it: each outage once, each end of it once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select

from alerts.health import SourceTrouble, troubles
from alerts.matching.ledger import Row, write
from alerts.matching.notice import Notice
from alerts.matching.outages import sure_since, well_since
from alerts.matching.starts import Start, keep_starts
from alerts.subscriptions.active import load_subscriptions
from compoundwatch import db
from compoundwatch.config import AlertConfig, SourceConfig

Active = Mapping[str, Mapping[str, AlertConfig]]


def tell_sources(
    engine: Engine, sources: Mapping[str, SourceConfig], alerts: Mapping[str, AlertConfig], at: datetime
) -> Counter[str]:
    """Write `down` and `back` notices into the ledger; how many of each. The same again writes nothing.

    An outage that was sure before a search began is not told by it: it stands at the end of every digest anyway.
    """
    with engine.connect() as connection:
        active = load_subscriptions(connection, alerts).active
    starts = keep_starts(engine, {name: alert for own in active.values() for name, alert in own.items()})
    told_to = {who: {name: alert for name, alert in own.items() if "source_health" in alert.tell} for who, own in active.items()}
    enabled = {name: source for name, source in sources.items() if source.enabled}
    with db.writing(engine) as connection:
        found = troubles(connection, enabled, at)
        down = list(_down(connection, found, told_to, starts))
        well = enabled.keys() - {trouble.source for trouble in found}
        return write(connection, [*down, *_back(connection, well, told_to)], at)


def _down(connection: Connection, found: tuple[SourceTrouble, ...], told_to: Active, starts: Mapping[str, Start]) -> Iterator[Row]:
    for trouble in found:
        sure = sure_since(connection, trouble)
        if sure is None or trouble.since is None or trouble.trouble == "never checked":
            continue
        for subscriber, own in told_to.items():
            alerts = tuple(alert for name, alert in own.items() if sure > starts[name].at)
            notice = Notice(
                kind="down",
                alerts=tuple(alert.name for alert in alerts),
                source=trouble.source,
                title=trouble.title,
                trouble=trouble.trouble,
                since=trouble.since,
                why=trouble.why,
                details=trouble.details,
            )
            if alerts:
                yield _row(subscriber, notice, alerts)


def _back(connection: Connection, well: set[str], told_to: Active) -> Iterator[Row]:
    """To those who were told that a source is down, once it is well."""
    ledger = db.ledger
    for source in sorted(well):
        rows = select(ledger.c.subscriber, ledger.c.event, ledger.c.hit).where(ledger.c.subject == _subject(source))
        told = connection.execute(rows.order_by(ledger.c.id)).all()
        ended = {(row.subscriber, row.event.partition(":")[2]) for row in told if row.event.startswith("back:")}
        for row in told:
            kind, _, began = row.event.partition(":")
            alerts = tuple(told_to.get(row.subscriber, {}).values())
            if kind != "down" or (row.subscriber, began) in ended or not alerts:
                continue
            notice = Notice.model_validate(row.hit)
            until = well_since(connection, source, datetime.fromtimestamp(int(began), UTC))
            if until:
                back = {"kind": "back", "until": until, "alerts": tuple(alert.name for alert in alerts)}
                yield _row(row.subscriber, notice.model_copy(update=back), alerts)


def _row(subscriber: str, notice: Notice, alerts: tuple[AlertConfig, ...]) -> Row:
    """Both ends of an outage are named by its beginning."""
    event = f"{notice.kind}:{int(notice.since.timestamp())}"
    return Row(subscriber, _subject(notice.source), event, notice.model_dump(mode="json"), alerts)


def _subject(source: str) -> str:
    return f"source:{source}"
