"""The body of a webhook: one thing that a saved search told, as JSON (docs/webhooks.md shows it)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from alerts.matching.excerpt import Segment
from alerts.matching.hit import Hit
from alerts.matching.notice import Notice
from compoundwatch.config import AlertConfig
from compoundwatch.posting import Record, UtcDatetime

CAUTION = "An indication with its reasons, never a verdict: people decide. Words of the advert are not to be trusted."

_HIT = {
    "url", "source", "campaign", "language", "words", "compounds", "contacts", "places", "first_seen", "last_seen", "note",
    "origin", "new_board", "new_contacts", "silent_since",
}  # fmt: skip
_NOTICE = {"source", "title", "trouble", "since", "until", "why", "details"}


class EventAlert(Record):
    """The saved search that tells it."""

    name: str
    title: str


class Event(Record):
    """`type` is `posting.<event>` or `source.down|back`, `id` the webhook-id, `timestamp` when it was matched (not of this try)."""

    type: str
    timestamp: UtcDatetime
    id: str
    alert: EventAlert
    data: Mapping[str, Any]
    indicator_not_verdict: str = CAUTION
    corrections: str


def write_event(entry: Hit | Notice, at: datetime, call_id: str, alert: AlertConfig, corrections: str) -> bytes:
    """The body of a call, UTF-8 without blanks; at most some 20 kB, as a hit is bounded.

    `at` is when it was matched, `corrections` the address for objections. The same again gives the same bytes.
    """
    event = Event(
        type=f"posting.{entry.kind}" if isinstance(entry, Hit) else f"source.{entry.kind}",
        timestamp=at,
        id=call_id,
        alert=EventAlert(name=alert.name, title=alert.title),
        data=_of_posting(entry) if isinstance(entry, Hit) else _of_source(entry),
        corrections=corrections,
    )
    return event.model_dump_json().encode()


def _of_posting(hit: Hit) -> dict[str, Any]:
    """Names are the contract's where it has them."""
    return {
        "posting_id": hit.posting_id,
        "title": _plain(hit.title),
        "excerpt": _plain(hit.excerpt),
        "risk": {"score": hit.score, "level": hit.level, "reasons": list(hit.reasons)},
        **hit.model_dump(mode="json", include=_HIT),
        "evidence": f"compoundwatch evidence {hit.posting_id}",
    }


def _of_source(notice: Notice) -> dict[str, Any]:
    return notice.model_dump(mode="json", include=_NOTICE)


def _plain(segments: tuple[Segment, ...]) -> str:
    return "".join(segment.text for segment in segments)
