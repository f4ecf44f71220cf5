"""Rows of the state database as documents for charts (the fields: docs/decisions/0007-the-server-store.md)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from compoundwatch.pipeline.summary import outcome_of
from compoundwatch.run_folder import RunStats

_OF_STATS = {
    "source", "started", "ended", "complete", "finish_reason", "exit_code", "why", "pages", "bytes", "postings", "captured",
}  # fmt: skip
_DIGITS = 12


def run_document(row: Row[Any]) -> Mapping[str, Any]:
    """Of a row of `runs`."""
    stats = RunStats.model_validate(row.stats)
    return {
        **stats.model_dump(mode="json", include=_OF_STATS),
        "run": row.run,
        "published": bool(row.published),
        "outcome": outcome_of(stats.exit_code),
        "contract_kept": stats.contract_kept,
        "broken_rules": [line.rule for line in stats.contract if not line.kept],
        "seconds": (stats.ended - stats.started).total_seconds(),
        "statuses": sorted(stats.pages_by_status),
        "classes": stats.pages_by_class,
        "sightings": {"not_modified" if name == "304" else name: count for name, count in stats.sightings.items()},
    }


def delivery_document(row: Row[Any], key: bytes) -> Mapping[str, Any]:
    """Of a row of `ledger` with its mail. No address, and no word of what the posting said: `key` names the subscriber."""
    hit: Mapping[str, Any] = row.hit
    aims = {place["country"] for place in hit["places"] if place["role"] == "destination" and place["country"]}
    return {
        "alert": row.alert,
        "subscriber": hmac.new(key, row.subscriber.encode(), hashlib.sha256).hexdigest()[:_DIGITS],
        "event": hit["kind"],
        "posting_id": row.posting_id,
        "campaign": row.campaign,
        **{name: hit[name] for name in ("source", "level", "score", "language")},
        "country": sorted(aims),
        "compound": sorted({link["id"] for link in hit["compounds"]}),
        "compound_linked": bool(hit["compounds"]),
        "told_at": _moment(row.at),
        "state": row.state or "waiting",
        "mail": row.mail,
        "settled_at": None if row.settled is None else _moment(row.settled),
        "seconds_to_mail": None if row.settled is None else row.settled - row.at,
        "tries": row.tries or 0,
    }


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
