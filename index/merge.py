"""The one rule how old and new become one, for every store.

`first_seen` is kept, `last_seen` only grows, and the newest capture wins: an older one that arrives late changes nothing.
Other content is a revision and an event. The same content under other tags (enriched again) is neither.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from compoundwatch.posting import Status, TaggedPosting
from index.store import Event


@dataclass(frozen=True, slots=True)
class Stored:
    """One posting as a store keeps it, before the links that only the archive knows."""

    tagged: TaggedPosting
    first_seen: datetime
    last_seen: datetime
    ingested_at: datetime
    status: Status = "active"
    status_at: datetime | None = None
    revision: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """`event` None: nobody needs to be told. `replaced`: the content changed, and the old one is to be kept as a revision."""

    stored: Stored
    event: Event | None = None
    replaced: bool = False


def first(new: TaggedPosting, *, at: datetime) -> Merged:
    """A posting that the store has never held."""
    return Merged(Stored(new, first_seen=new.fetched_at, last_seen=new.fetched_at, ingested_at=at), "new")


def merge(old: Stored, new: TaggedPosting) -> Merged | None:
    """What the two become; None when that is what was stored already."""
    if new == old.tagged or new.fetched_at < old.tagged.fetched_at:
        return None
    returned = old.status == "gone" and old.status_at is not None and new.fetched_at > old.status_at
    # The same capture read again, by a newer parser or lexicon: no change of the page.
    replaced = new.fetched_at > old.tagged.fetched_at and new.content_hash() != old.tagged.content_hash()
    stored = replace(
        old,
        tagged=new,
        last_seen=max(old.last_seen, new.fetched_at),
        status="returned" if returned else old.status,
        status_at=new.fetched_at if returned else old.status_at,
        revision=old.revision + replaced,
    )
    event: Event | None = "returned" if returned else "edited" if replaced else None
    return Merged(stored, event, replaced)


def seen(old: Stored, *, at: datetime) -> Merged | None:
    """The source showed it again, unchanged."""
    if old.status == "gone" and old.status_at is not None and at > old.status_at:
        return Merged(replace(old, last_seen=max(old.last_seen, at), status="returned", status_at=at), "returned")
    if at <= old.last_seen:
        return None
    return Merged(replace(old, last_seen=at))


def gone(old: Stored, *, at: datetime) -> Merged | None:
    """The source no longer has it."""
    if old.status == "gone" or at < old.last_seen:
        return None
    return Merged(replace(old, status="gone", status_at=at), "gone")
