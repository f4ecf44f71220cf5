"""What step 1 leaves in a posting for step 2 (`store.*`): the batch that wrote it, and events that were not told yet."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from compoundwatch.posting import TaggedPosting
from index.elastic.settling.link_keys import LINK_KEYS, link_keys
from index.moments import microseconds
from index.store import Event

# How all of `store` is mapped but what the writer keeps for itself.
STORE: Final[Mapping[str, dict[str, Any]]] = {
    **LINK_KEYS,
    "batch": {"type": "keyword"},
    "position": {"type": "long"},
    "events": {"type": "integer", "index": False},
    "untold": {"type": "keyword", "index": False},
    "had": {"type": "keyword", "index": False},
    "left": {"type": "keyword", "index": False},
    "names": {"type": "keyword", "index": False},
    "unlinked": {"type": "object", "enabled": False},
}
# Of these, what the posting itself gives again: left out of `_source`.
DERIVED: Final = ("digest", "bands", "sketch")
# No posting of a person's making has had so many contacts.
_MOST_LEFT: Final = 200


@dataclass(frozen=True, slots=True)
class Untold:
    """One event of a posting; `number` counts the posting's events from 1, `at` is in microseconds since 1970."""

    number: int
    event: Event
    at: int
    silent: bool

    def packed(self) -> str:
        """As a JSON array in one string: doc values keep no objects."""
        return orjson.dumps([self.number, self.event, self.at, self.silent]).decode()

    @classmethod
    def unpacked(cls, packed: str) -> Untold:
        return cls(*orjson.loads(packed))


def event_id(posting_id: str, number: int) -> str:
    """The id of an event's document: the same however often it is written."""
    return f"{posting_id}-{number}"


def untold_ids(posting_id: str, store: Mapping[str, Any]) -> list[str]:
    """Ids of the events that a stored posting still carries, told or not; `Changes.told` says which were."""
    return [event_id(posting_id, Untold.unpacked(packed).number) for packed in store.get("untold", ())]


def marked(  # noqa: PLR0913  # everything that a batch says of one posting
    tagged: TaggedPosting,
    before: Mapping[str, Any] | None,
    events: Iterable[Event],
    *,
    batch: str,
    position: int,
    at: datetime,
    silent: bool,
    told: Container[str] = frozenset(),
) -> dict[str, Any]:
    """`store` of a posting that is about to be written, for settling; `before` is its present `store` (from `_source`).

    `events`: what happened to it now, in order. `position`: in the batch, or in the whole call. `told`: ids of events that need
    not be carried on. `had` and `left`: compounds that it named before, and contacts that it has no more, so that those it was
    tied to are looked at again.
    """
    before = before or {}
    count, carried = int(before.get("events", 0)), [Untold.unpacked(packed) for packed in before.get("untold", ())]
    untold = [one for one in carried if event_id(tagged.id, one.number) not in told]
    untold += [Untold(number, event, microseconds(at), silent) for number, event in enumerate(events, start=count + 1)]
    keys = link_keys(tagged)
    had = sorted({*before.get("had", ()), *before.get("named", ())})
    left = {*before.get("left", ()), *before.get("keys", ())} - set(keys["keys"]) if had else ()
    return keys | {
        "batch": batch,
        "position": position,
        "events": max([count, *(one.number for one in untold)]),
        "untold": [one.packed() for one in untold],
        "had": had,
        "left": sorted(left)[:_MOST_LEFT],
    }
