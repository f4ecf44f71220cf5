"""The document that a plan comes to, as JSON."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from compoundwatch.posting import Posting
from index.elastic.schema.documents import review_of, to_document
from index.elastic.writing.marks import marked
from index.elastic.writing.plan import Plan
from index.merge import Stored
from index.query import Point


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the store: `batch` tells it from all others."""

    batch: str
    at: datetime
    silent: bool


def make_body(plan: Plan, call: Call, position: int, told: Container[str], compounds: Mapping[str, Point]) -> bytes:
    """Raises ValueError or TypeError for a posting that cannot be written as JSON."""
    assert plan.new is not None
    store = _store(plan, plan.new, call, position, told)
    review = review_of(plan.row.source) if plan.row else None
    return orjson.dumps(to_document(_posting(plan, plan.new), store, compounds=compounds, review=review))


def _posting(plan: Plan, new: Stored) -> Posting:
    """New tags come without links, which settling adds; else all stays but the history."""
    history: dict[str, Any] = {"last_seen": new.last_seen, "status": new.status, "revision": new.revision}
    if plan.row is not None and not plan.retags:
        return plan.row.posting().model_copy(update=history)
    campaign = plan.row.source["campaign"] if plan.row else None
    # Both parts were validated when they were made.
    return Posting.model_construct(
        **dict(new.tagged), **history, first_seen=new.first_seen, ingested_at=new.ingested_at, campaign=campaign
    )


def _store(plan: Plan, new: Stored, call: Call, position: int, told: Container[str]) -> dict[str, Any]:
    before = plan.row.store if plan.row else {}
    store = marked(
        new.tagged,
        before,
        plan.events,
        batch=call.batch,
        position=before.get("position", position),
        at=call.at,
        silent=call.silent,
        told=told,
    )
    if "unlinked" in before and not plan.retags:
        store["unlinked"] = before["unlinked"]
    since, status_at = plan.since, new.status_at
    return store | {"since": since and since.isoformat(), "status_at": status_at and status_at.isoformat()}
