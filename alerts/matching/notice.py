"""A source that is down, or back: what a digest tells of it. And the reading of whatever a ledger row tells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from alerts.matching.hit import Hit
from compoundwatch.posting import Record, UtcDatetime

NoticeKind = Literal["down", "back"]
Outage = Literal["blocked", "broken", "unreachable", "failed", "late"]


class Notice(Record):
    """`alerts` are the saved searches that tell it; `source` is its name, `title` what people call it.

    `since` is the first run that failed (of a late source: its last run), `until` the first good one after it, null while it is
    down. `why` and `details` are lines of our own or of the contract, safe to be shown as text.
    """

    kind: NoticeKind
    alerts: tuple[str, ...]
    source: str
    title: str
    trouble: Outage
    since: UtcDatetime
    until: UtcDatetime | None = None
    why: str | None = None
    details: tuple[str, ...] = ()


Entry = Annotated[Hit | Notice, Field(discriminator="kind")]
_ENTRY: TypeAdapter[Hit | Notice] = TypeAdapter(Entry)


def read_entry(stored: Mapping[str, Any]) -> Hit | Notice:
    """What a ledger row tells, from its `hit` column."""
    return _ENTRY.validate_python(stored)
