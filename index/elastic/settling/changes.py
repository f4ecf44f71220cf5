"""Changes on the server: one small document for each event, written by whoever holds the lease, and read by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import orjson

from compoundwatch.posting import Posting
from index.elastic.names import Names
from index.elastic.writing.bulk import Action
from index.elastic.writing.marks import Untold, event_id
from index.elastic.writing.stored import read_rows
from index.moments import to_moment
from index.store import Change, Event

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_MOST_IDS: Final = 1000
_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """An event on its way into the changes. `origin` turns `new` into `copy`."""

    posting_id: str
    month: str
    batch: str
    revision: int
    untold: Untold
    origin: str | None = None

    @property
    def id(self) -> str:
        return event_id(self.posting_id, self.untold.number)

    @property
    def event(self) -> Event:
        return "copy" if self.origin and self.untold.event == "new" else self.untold.event

    def body(self, seq: int) -> dict[str, Any]:
        return {
            "seq": seq,
            "posting_id": self.posting_id,
            "month": self.month,
            "event": self.event,
            "at": to_moment(self.untold.at).isoformat(),
            "silent": self.untold.silent,
            "origin": self.origin if self.event == "copy" else None,
            "revision": self.revision,
            "batch": self.batch,
        }


class Changes:
    """Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._names = names
        self._index = names.single("changes")

    def since(self, seq: int, *, limit: int = 1000) -> list[Change]:
        """As the protocol says; of a posting that was erased nothing is told."""
        return list(islice(self._after(seq, limit), max(limit, 0)))

    def last_seq(self) -> int:
        """The newest number that readers see."""
        answer = self._client.search(index=self._index, size=0, aggs={"last": {"max": {"field": "seq"}}}, track_total_hits=False)
        return int(answer["aggregations"]["last"]["value"] or 0)

    def told(self, event_ids: Iterable[str]) -> set[str]:
        """Which of these events have their number, in real time."""
        wanted = list(event_ids)
        told: set[str] = set()
        for start in range(0, len(wanted), _MOST_IDS):
            answer = self._client.mget(index=self._index, ids=wanted[start : start + _MOST_IDS], source=False)
            told.update(doc["_id"] for doc in answer["docs"] if doc.get("found"))
        return told

    def count(self, batch: str, event: Event) -> int:
        """How many events of this kind one call of the store brought."""
        filters = [{"term": {"batch": batch}}, {"term": {"event": event}}]
        return int(self._client.count(index=self._index, query={"bool": {"filter": filters}})["count"])

    def write(self, events: Sequence[Told], first: int) -> list[Action]:
        """Documents numbered from `first`; an event that was told before meets a conflict."""
        return [
            Action.of("create", self._index, told.id, orjson.dumps(told.body(seq))) for seq, told in enumerate(events, start=first)
        ]

    def show(self) -> None:
        """Let readers see what was written. Never before all of it is."""
        self._client.indices.refresh(index=self._index)

    def _after(self, seq: int, limit: int) -> Iterator[Change]:
        while page := self._page(seq, min(limit, _PAGE)):
            rows = read_rows(self._client, self._names, ((change["posting_id"], change["month"]) for change in page))
            for change in page:
                if row := rows.get(change["posting_id"]):
                    yield _change(change, row.posting())
            seq = page[-1]["seq"]

    def _page(self, seq: int, size: int) -> list[Mapping[str, Any]]:
        answer = self._client.search(
            index=self._index,
            query={"bool": {"filter": [{"range": {"seq": {"gt": seq}}}, {"term": {"silent": False}}]}},
            sort=[{"seq": "asc"}],
            size=size,
            track_total_hits=False,
        )
        return [hit["_source"] for hit in answer["hits"]["hits"]]


def _change(source: Mapping[str, Any], posting: Posting) -> Change:
    return Change(source["seq"], source["event"], datetime.fromisoformat(source["at"]), posting, source["origin"])
