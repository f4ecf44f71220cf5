"""What a posting store must do, whichever it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from compoundwatch.posting import Posting, TaggedPosting
from compoundwatch.run_folder import SightingOutcome
from index.query import Node

Event = Literal["new", "edited", "gone", "returned", "copy"]


@dataclass(frozen=True, slots=True)
class Change:
    """One event in the store. `seq` grows with every change and is never used twice; `posting` is its state after it.

    `new`: first seen. `edited`: content changed (a revision). `gone`: the source says it is no longer there.
    `returned`: the same posting is back after it was gone. `copy`: first seen, but a near copy of a posting in the archive
    whose contacts differ or that is gone (its campaign's `origin` is that posting's id).
    """

    seq: int
    event: Event
    at: datetime
    posting: Posting
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Hits:
    """A page of results, best or newest first. `after` fetches the next page, None when this was the last."""

    total: int
    postings: tuple[Posting, ...]
    after: str | None = None


class PostingStore(Protocol):
    """Postings, kept for good and found again. All times are handed in: a store never looks at the clock."""

    def upsert(self, postings: Iterable[TaggedPosting], *, at: datetime, silent: bool = False) -> list[Change]:
        """Write a batch. The same batch again changes nothing. `silent` (imports, replays): never to be alerted on."""
        ...

    def sighted(self, ids: Mapping[str, SightingOutcome], *, at: datetime) -> list[Change]:
        """Move `last_seen` of what was seen and mark what is gone."""
        ...

    def get(self, posting_id: str) -> Posting | None: ...

    def search(
        self, query: Node, *, limit: int = 20, after: str | None = None, sort: Literal["score", "newest"] = "newest"
    ) -> Hits: ...

    def facets(self, query: Node, field: str, *, limit: int = 20) -> list[tuple[str, int]]:
        """The commonest values of a field among the hits, with their counts."""
        ...

    def since(self, seq: int, *, limit: int = 1000) -> list[Change]:
        """Changes after `seq`, oldest first, the silent ones left out."""
        ...

    def all(self) -> Iterator[Posting]:
        """Every posting in id order, streamed."""
        ...

    def erase(self, posting_id: str) -> bool:
        """Remove one posting for good; whether it was there."""
        ...

    def close(self) -> None: ...
