"""What the ledger says of what was told before, subscriber by subscriber."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select

from alerts.matching.hit import Hit, HitContact
from compoundwatch import db
from compoundwatch.db.lots import in_lots

_READ_AT_ONCE: Final = 500


@dataclass(slots=True)
class Shown:
    """Boards and contacts of a campaign that one subscriber has seen."""

    boards: set[str] = field(default_factory=set)
    contacts: set[HitContact] = field(default_factory=set)

    def add(self, source: str, contacts: Iterable[HitContact]) -> None:
        """One advert of it."""
        self.boards.add(source)
        self.contacts.update(contacts)


def first_told(connection: Connection, posting_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """Posting → subscriber → the change with which it was first told."""
    ledger, found = db.ledger, dict[str, dict[str, int]]()
    for some in in_lots(sorted(posting_ids)):
        rows = select(ledger.c.posting_id, ledger.c.subscriber, func.min(ledger.c.seq).label("seq"))
        told = rows.where(ledger.c.posting_id.in_(some)).group_by(ledger.c.posting_id, ledger.c.subscriber)
        for row in connection.execute(told):
            found.setdefault(row.posting_id, {})[row.subscriber] = row.seq or 0
    return found


def newest_hits(connection: Connection, posting_id: str) -> dict[str, Hit]:
    """Subscriber → what was last told of a posting."""
    ledger = db.ledger
    rows = select(ledger.c.subscriber, func.max(ledger.c.id).label("id")).where(ledger.c.posting_id == posting_id)
    newest = rows.group_by(ledger.c.subscriber).subquery()
    hits = select(ledger.c.subscriber, ledger.c.hit).join(newest, newest.c.id == ledger.c.id)
    return {row.subscriber: Hit.model_validate(row.hit) for row in connection.execute(hits)}


def tellers(connection: Connection, about: ColumnElement[bool]) -> dict[str, set[str]]:
    """Subscriber → the saved searches that told rows `about` something."""
    ledger, by = db.ledger, db.ledger_alerts
    rows = select(ledger.c.subscriber, by.c.alert).join(by, by.c.ledger_id == ledger.c.id).where(about).distinct()
    found: dict[str, set[str]] = {}
    for row in connection.execute(rows):
        found.setdefault(row.subscriber, set()).add(row.alert)
    return found


def shown_of(connection: Connection, names: Collection[str]) -> dict[str, Shown]:
    """Subscriber → boards and contacts of a campaign that was told under these names. Rows are streamed."""
    ledger, found = db.ledger, dict[str, Shown]()
    rows = select(
        ledger.c.subscriber, ledger.c.hit["source"].as_string().label("source"), ledger.c.hit["contacts"].label("contacts")
    )
    for row in connection.execute(rows.where(ledger.c.campaign.in_(names)).execution_options(yield_per=_READ_AT_ONCE)):
        contacts = [HitContact.model_validate(contact) for contact in row.contacts]
        found.setdefault(row.subscriber, Shown()).add(row.source, contacts)
    return found


def withdrawn(connection: Connection, posting_ids: Collection[str]) -> set[str]:
    """Of these, the postings whose newest review says that the flag was wrong."""
    reviews, newest = db.reviews, dict[str, str]()
    for some in in_lots(sorted(posting_ids)):
        rows = select(reviews.c.posting_id, reviews.c.decision).where(reviews.c.posting_id.in_(some)).order_by(reviews.c.id)
        newest.update((row.posting_id, row.decision) for row in connection.execute(rows))
    return {posting_id for posting_id, decision in newest.items() if decision == "wrong"}
