"""What each subscriber was told before: read from the ledger for one batch of changes at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from alerts.matching.hit import Hit
from compoundwatch import db


@dataclass(slots=True)
class Told:
    """The newest hit per posting and subscriber, and who knows a campaign (a posting alone is a campaign of its own id)."""

    hits: dict[str, dict[str, Hit]] = field(default_factory=dict)
    campaigns: dict[str, set[str]] = field(default_factory=dict)

    def add(self, subscriber: str, hit: Hit) -> None:
        self.hits.setdefault(hit.posting_id, {})[subscriber] = hit
        self.campaigns.setdefault(hit.campaign, set()).add(subscriber)

    def of_posting(self, posting_id: str) -> dict[str, Hit]:
        """Subscriber → newest hit."""
        return self.hits.get(posting_id, {})

    def of_campaign(self, names: Iterable[str | None]) -> set[str]:
        """Subscribers who were told of any of these campaigns."""
        return {subscriber for name in names if name for subscriber in self.campaigns.get(name, ())}


def load_told(connection: Connection, posting_ids: Sequence[str], campaigns: Sequence[str]) -> Told:
    """All that the ledger says of these postings and campaigns."""
    ledger, told = db.ledger, Told()
    newest = select(ledger.c.subscriber, ledger.c.hit).where(ledger.c.posting_id.in_(posting_ids)).order_by(ledger.c.id)
    for row in connection.execute(newest):
        told.add(row.subscriber, Hit.model_validate(row.hit))
    known = select(ledger.c.campaign, ledger.c.subscriber).where(ledger.c.campaign.in_(campaigns)).distinct()
    for row in connection.execute(known):
        told.campaigns.setdefault(row.campaign, set()).add(row.subscriber)
    return told


def withdrawn(connection: Connection, posting_ids: Sequence[str]) -> set[str]:
    """Of these, the postings whose newest review says that the flag was wrong."""
    reviews = db.reviews
    rows = connection.execute(
        select(reviews.c.posting_id, reviews.c.decision).where(reviews.c.posting_id.in_(posting_ids)).order_by(reviews.c.id)
    )
    newest = {row.posting_id: row.decision for row in rows}
    return {posting_id for posting_id, decision in newest.items() if decision == "wrong"}
