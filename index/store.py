"""What a posting store must do, whichever it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Literal, Protocol, Self

from compoundwatch.posting import Posting, TaggedPosting
from index.query import Node

Event = Literal["new", "edited", "gone", "returned", "copy"]
Sort = Literal["newest", "risk", "score"]


@dataclass(frozen=True, slots=True)
class Change:
    """One event in the store. `seq` grows with every change and is never used twice.

    `posting` is its newest state, so at least as new as the change. `at` is when the store was told.

    `new`: first seen. `edited`: content changed (a revision). `gone`: the source says it is no longer there.
    `returned`: the same posting is back after it was gone. `copy`: first seen, but a near copy of a posting in the archive
    (`origin` is that posting's id) that is gone or whose contacts differ.
    """

    seq: int
    event: Event
    at: datetime
    posting: Posting
    origin: str | None = None


@dataclass(slots=True)
class Written:
    """What a batch did, in counts: a batch may hold more postings than memory. The changes themselves: `since`.

    `events` counts by event (the silent ones too), `updated` what changed without one (tags, last_seen, links),
    `unchanged` what was known already. `seq` is the newest number in the store after the batch. `dead` counts what the
    store could not take and has set aside in a dead letter, which `compoundwatch store retry` takes up again.
    """

    events: dict[Event, int] = field(default_factory=dict)
    updated: int = 0
    unchanged: int = 0
    seq: int = 0
    dead: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of results, in the order asked for. `after` fetches the next page, None when this was the last."""

    total: int
    postings: tuple[Posting, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """How a posting read before its content changed; `number` is the revision it was, `until` when it was replaced."""

    number: int
    until: datetime
    posting: TaggedPosting


class PostingStore(Protocol):
    """Postings, kept for good and found again. All times are handed in: a store never looks at the clock."""

    def upsert(self, postings: Iterable[TaggedPosting], *, at: datetime, silent: bool = False) -> Written:
        """Write a batch. The same batch again changes nothing. `silent` (imports, replays): never to be alerted on."""
        ...

    def sighted(self, seen: Iterable[str], gone: Iterable[str], *, at: datetime, silent: bool = False) -> Written:
        """Move `last_seen` of the ids that were seen, and mark those that are gone; ids that are not stored are passed over."""
        ...

    def get(self, posting_id: str) -> Posting | None: ...

    def find(self, id_prefix: str, *, limit: int = 2) -> list[str]:
        """Ids that begin so (8 hex digits or more), in order."""
        ...

    def revisions(self, posting_id: str) -> list[Revision]:
        """Earlier contents, oldest first."""
        ...

    def search(self, query: Node, *, limit: int = 20, after: str | None = None, sort: Sort = "newest") -> Hits:
        """`newest`: last ingested first; `risk`: highest first; `score`: where the words count most.

        Raises UsageError for an `after` that is none of ours.
        """
        ...

    def facets(self, query: Node, field: str, *, limit: int = 20) -> list[tuple[str, int]]:
        """The commonest values of a value field among the hits, with their counts."""
        ...

    def since(self, seq: int, *, limit: int = 1000) -> list[Change]:
        """Changes after `seq`, oldest first, the silent ones left out."""
        ...

    def last_seq(self) -> int:
        """The newest number in the store, 0 when it is empty."""
        ...

    def campaign(self, name: str) -> str:
        """The present name of a campaign that was merged into another; the same name where it was not."""
        ...

    def all(self) -> Iterator[Posting]:
        """Every posting in id order, streamed."""
        ...

    def erase(self, posting_id: str, *, at: datetime) -> bool:
        """Remove one posting for good, keeping only its id and the time; whether it was there.

        It never comes back by itself, and an id that was not there never comes.
        """
        ...

    def number_from(self, seq: int) -> None:
        """Number changes from beyond `seq` on: in a store made anew, for readers who know the numbers of the one before."""
        ...

    def relink(self, report: Callable[[int], None]) -> int:
        """Link every posting once more, and tell nobody; how many changed. `report` is told how many were looked at."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...
