"""From changes in the store to rows in the ledger: who is to be told of what, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine, select

from alerts.matching.events import NOT_WANTED, Desk, Wanted, event_key, reaches
from alerts.matching.hit import Hit, HitKind
from alerts.matching.told import load_told, withdrawn
from alerts.subscriptions.active import load_subscriptions
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.posting import Posting, Span
from index.highlight import highlights
from index.matching import match_batch
from index.query import Gazetteer, Node, parse_query
from index.store import Change, PostingStore

# Changes matched in one transaction: large enough to spread the cost of a query, small enough for memory.
BATCH = 500
_CURSOR = "alerts"


@dataclass(slots=True)
class MatchReport:
    """What one matching did: changes read, and new ledger rows (one per subscriber) by kind."""

    changes: int = 0
    hits: dict[HitKind, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.hits.values())


def match_changes(
    engine: Engine, store: PostingStore, alerts: Mapping[str, AlertConfig], at: datetime, *, gazetteer: Gazetteer | None = None
) -> MatchReport:
    """Match every change since the last time and write who is to be told into the ledger.

    Each batch is one transaction with the cursor, so a kill at any moment loses and doubles nothing. Raises QueryError for a
    saved search that cannot be understood, StoreError.
    """
    queries = {name: parse_query(alert.query, gazetteer=gazetteer) for name, alert in alerts.items() if alert.enabled}
    report = MatchReport()
    while True:
        with db.writing(engine) as connection:
            batch = store.since(_read_cursor(connection), limit=BATCH)
            if not batch:
                return report
            for telling in _match(connection, store, alerts, queries, batch):
                if _write(connection, telling, at):
                    report.hits[telling.hit.kind] = report.hits.get(telling.hit.kind, 0) + 1
            _move_cursor(connection, batch[-1].seq)
        report.changes += len(batch)


def matched_until(engine: Engine) -> int:
    """The number of the newest change in the store that was matched."""
    with engine.connect() as connection:
        return _read_cursor(connection)


@dataclass(frozen=True, slots=True)
class _Telling:
    """One ledger row to be: who is told what, of which change, for which saved search."""

    change: Change
    subscriber: str
    hit: Hit
    alert: str


def _read_cursor(connection: Connection) -> int:
    seq: int | None = connection.scalar(select(db.cursors.c.seq).where(db.cursors.c.name == _CURSOR))
    return seq or 0


def _move_cursor(connection: Connection, seq: int) -> None:
    connection.execute(db.insert_new(connection, db.cursors).values(name=_CURSOR, seq=seq))
    connection.execute(db.cursors.update().where(db.cursors.c.name == _CURSOR).values(seq=seq))


def _match(
    connection: Connection,
    store: PostingStore,
    alerts: Mapping[str, AlertConfig],
    queries: Mapping[str, Node],
    batch: Sequence[Change],
) -> Iterator[_Telling]:
    """Who is to be told of one batch, in the order of its changes."""
    active = load_subscriptions(connection, alerts).active
    postings = list({change.posting.id: change.posting for change in batch}.values())
    ids = [posting.id for posting in postings]
    names = {name for change in batch for name in (change.posting.campaign, change.posting.id, change.origin) if name}
    desk = Desk(load_told(connection, ids, sorted(names)), store.get)
    searched = {name: queries[name] for own in active.values() for name in own}
    wanted = _wanted(active, searched, postings)
    wrong = withdrawn(connection, ids)
    for change in batch:
        if change.posting.id in wrong:
            continue
        found = wanted.get(change.posting.id, {})
        for subscriber in sorted(desk.audience(change, found) & active.keys()):
            hit = desk.decide(change, subscriber, found.get(subscriber, NOT_WANTED))
            if hit:
                desk.told.add(subscriber, hit)
                yield _Telling(change, subscriber, hit, next(iter(hit.alerts or active[subscriber])))


def _wanted(
    active: Mapping[str, Mapping[str, AlertConfig]], queries: Mapping[str, Node], postings: Sequence[Posting]
) -> dict[str, dict[str, Wanted]]:
    """Posting id → subscriber → what that subscriber's searches found in it. The cost grows with what is found."""
    found = match_batch(queries, postings)
    finders = [
        (subscriber, name, alert) for subscriber, alerts in active.items() for name, alert in alerts.items() if name in found
    ]
    names: dict[tuple[str, str], list[str]] = {}
    by_id = {posting.id: posting for posting in postings}
    for subscriber, name, alert in finders:
        for posting_id in found[name]:
            if reaches(alert.min_level, by_id[posting_id]):
                names.setdefault((posting_id, subscriber), []).append(name)
    wanted: dict[str, dict[str, Wanted]] = {}
    for (posting_id, subscriber), own in names.items():
        spans = _merge([span for name in own for span in highlights(queries[name], by_id[posting_id])])
        wanted.setdefault(posting_id, {})[subscriber] = Wanted(tuple(own), spans)
    return wanted


def _merge(spans: Sequence[Span]) -> tuple[Span, ...]:
    """In order and without overlap: of two that overlap the one that begins first stays."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _write(connection: Connection, telling: _Telling, at: datetime) -> bool:
    """Write one ledger row; False when it is there already."""
    subject, event = event_key(telling.change, telling.hit)
    row = {
        "alert": telling.alert,
        "subscriber": telling.subscriber,
        "subject": subject,
        "event": event,
        "posting_id": telling.hit.posting_id,
        "campaign": telling.hit.campaign,
        "hit": telling.hit.model_dump(mode="json"),
        "at": at.timestamp(),
    }
    return connection.execute(db.insert_new(connection, db.ledger).values(row)).rowcount > 0
