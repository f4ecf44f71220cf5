"""Rows of the state database as documents for charts (the fields: docs/decisions/0007-the-server-store.md)."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from alerts.matching.deliveries import NOT_BY_MAIL, WAITING
from alerts.matching.hit import Hit
from alerts.matching.notice import read_entry
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
    entry = read_entry(row.hit)
    return {
        "alert": row.alert,
        "subscriber": hmac.new(key, row.subscriber.encode(), hashlib.sha256).hexdigest()[:_DIGITS],
        "event": entry.kind,
        "posting_id": row.posting_id,
        "campaign": row.campaign,
        "source": entry.source,
        **(_of_hit(entry) if isinstance(entry, Hit) else {"trouble": entry.trouble}),
        "told_at": _moment(row.at),
        "beat": row.beat or None,
        "state": _state(row),
        "mail": row.mail,
        "settled_at": None if row.settled is None else _moment(row.settled),
        "seconds_to_mail": None if row.settled is None else row.settled - row.at,
        "tries": row.tries or 0,
    }


def _of_hit(hit: Hit) -> dict[str, Any]:
    return {
        "level": hit.level,
        "score": hit.score,
        "language": hit.language,
        "country": sorted({place.country for place in hit.places if place.role == "destination" and place.country}),
        "compound": sorted({link.id for link in hit.compounds}),
        "compound_linked": bool(hit.compounds),
    }


def _state(row: Row[Any]) -> str:
    """That of the mail; a mail that a sender has in hand is queued still."""
    if row.state is None:
        return WAITING if row.beat else NOT_BY_MAIL
    return "queued" if row.state == "claimed" else str(row.state)


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat()
