"""What is about to be written, said beforehand, so that nothing that was written is left unsettled, whoever is killed when.

docs/decisions/0007-the-server-store.md, "Announcements", gives the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from index.elastic.names import Names

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PAGE: Final = 100
# Sequence number of a posting that is not there yet.
NONE: Final = -1


@dataclass(frozen=True, slots=True)
class Entry:
    """One posting to be written: where it will stand, and the version of it that will be replaced (`NONE`: it is new)."""

    id: str
    month: str
    seq_no: int = NONE
    primary_term: int = NONE

    def is_done(self, stored: Mapping[str, Any] | None) -> bool:
        """Whether the announced writing is done with; `stored` is an `mget` answer for the posting, None where there is none.

        Another version than announced: it was written, or somebody else came first and it can only fail.
        """
        if stored is None or not stored.get("found"):
            return self.seq_no != NONE
        return (stored["_seq_no"], stored["_primary_term"]) != (self.seq_no, self.primary_term)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One chunk of a batch, in its order. `at` is ISO 8601, `position` the place of its first posting in the call."""

    id: str
    at: str
    position: int
    entries: tuple[Entry, ...]
    seq_no: int = NONE
    primary_term: int = NONE

    def body(self) -> dict[str, Any]:
        entries = [[entry.id, entry.month, entry.seq_no, entry.primary_term] for entry in self.entries]
        return {"chunk": self.id, "at": self.at, "position": self.position, "entries": entries}


class Announced:
    """The announcements of all writers. Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._index = names.single("pending")

    def waiting(self) -> Iterator[Announcement]:
        """All that were there when asked, oldest first, streamed; those that are taken away meanwhile do no harm."""
        self._client.indices.refresh(index=self._index)
        after: list[Any] | None = None
        while True:
            hits = self._page(after)
            yield from map(_read, hits)
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    def keep(self, announcement: Announcement, entries: Sequence[Entry]) -> None:
        """Only these entries are left to be settled: with none the announcement is taken away.

        Where its writer has just changed it, nothing happens, and it is read again with the next settling.
        """
        from elasticsearch import ConflictError, NotFoundError

        version: dict[str, Any] = {"if_seq_no": announcement.seq_no, "if_primary_term": announcement.primary_term}
        try:
            if not entries:
                self._client.delete(index=self._index, id=announcement.id, **version)
            elif len(entries) < len(announcement.entries):
                left = Announcement(announcement.id, announcement.at, announcement.position, tuple(entries))
                self._client.index(index=self._index, id=announcement.id, document=left.body(), **version)
        except (ConflictError, NotFoundError):
            return

    def done(self, announcement: Announcement) -> None:
        """Take an announcement away."""
        self.keep(announcement, ())

    def withdraw(self, announcement_id: str, ids: frozenset[str]) -> None:
        """These postings of an announcement will not be written: the server refused them."""
        found = self._client.get(index=self._index, id=announcement_id)
        announcement = _read(found.body)
        self.keep(announcement, [entry for entry in announcement.entries if entry.id not in ids])

    def _page(self, after: list[Any] | None) -> list[dict[str, Any]]:
        answer = self._client.search(
            index=self._index,
            size=_PAGE,
            sort=[{"at": "asc"}, {"position": "asc"}, {"chunk": "asc"}],
            search_after=after,
            seq_no_primary_term=True,
            track_total_hits=False,
        )
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits


def _read(hit: Mapping[str, Any]) -> Announcement:
    source = hit["_source"]
    entries = tuple(Entry(*entry) for entry in source["entries"])
    return Announcement(hit["_id"], source["at"], source["position"], entries, hit["_seq_no"], hit["_primary_term"])
