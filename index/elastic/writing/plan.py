"""What a batch makes of one posting: the rule of merging applied once for each of its items, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from compoundwatch.posting import TaggedPosting
from index import merge
from index.elastic.writing.revisions import Replaced
from index.elastic.writing.stored import Row
from index.merge import Merged, Stored
from index.store import Event, Written

What = Literal["upsert", "seen", "gone"]
_SIGHTINGS: dict[What, Callable[..., Merged | None]] = {"seen": merge.seen, "gone": merge.gone}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told of one posting. `position` is its place in the call; `tagged` comes with `upsert` alone."""

    what: What
    id: str
    position: int
    tagged: TaggedPosting | None = None

    def merged(self, old: Stored | None, at: datetime) -> Merged | None:
        if self.tagged is not None:
            return merge.merge(old, self.tagged) if old else merge.first(self.tagged, at=at)
        return _SIGHTINGS[self.what](old, at=at) if old else None


@dataclass(slots=True)
class Plan:
    """What is to be written for one posting, and how it counts once it is. `position` is that of its first event."""

    row: Row | None
    old: Stored | None
    new: Stored | None
    since: datetime | None = None
    position: int = 0
    events: list[Event] = field(default_factory=list)
    replaced: list[Replaced] = field(default_factory=list)
    updated: int = 0
    unchanged: int = 0

    @property
    def is_needed(self) -> bool:
        return self.new is not self.old

    @property
    def retags(self) -> bool:
        """Whether content or tags change, so that it has to be linked again."""
        return self.new is not None and (self.old is None or self.new.tagged != self.old.tagged)

    @property
    def is_to_be_settled(self) -> bool:
        return bool(self.events) or self.retags

    def count(self, written: Written) -> None:
        written.updated += self.updated
        written.unchanged += self.unchanged
        for event in self.events:
            written.events[event] = written.events.get(event, 0) + 1


def make_plan(row: Row | None, items: Iterable[Item], at: datetime) -> Plan:
    """`row` is what stands there now, None: nothing."""
    old = row.stored() if row else None
    plan = Plan(row, old, old, _since(row))
    for item in items:
        merged = item.merged(plan.new, at)
        if merged is not None:
            if not plan.events:
                plan.position = item.position
            _take(plan, merged)
        elif plan.new is not None:
            plan.unchanged += 1
    return plan


def _take(plan: Plan, merged: Merged) -> None:
    if merged.replaced and plan.new is not None:
        until = merged.stored.tagged.fetched_at
        plan.replaced.append(Replaced(plan.new.revision, plan.since, until, plan.new.tagged))
        plan.since = until
    if merged.event is None:
        plan.updated += 1
    else:
        plan.events.append(merged.event)
    plan.new = merged.stored


def _since(row: Row | None) -> datetime | None:
    since = row.store.get("since") if row else None
    return datetime.fromisoformat(since) if since else None
