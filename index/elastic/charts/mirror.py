"""What only charts read, written to the server: runs, alert deliveries, and what people decided of postings.

The state database is the truth; this is a copy for Kibana, never read back. How far the copy has come stands beside it, in
`-state`, so that a store restored or made again knows for itself what it lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar

import orjson

from compoundwatch.errors import StoreError
from index.elastic.access.faults import explained
from index.elastic.charts.review import write_reviews
from index.elastic.names import Names
from index.elastic.writing.bulk import Action, Outcome, send
from index.elastic.writing.patience import Patience

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Item = TypeVar("Item")

_BATCH: Final = 500
_CURSOR: Final = "mirror"
# Deliveries of which more is still to come.
_UNSETTLED: Final = ("waiting", "queued", "sending")
_MOST_UNSETTLED: Final = 10_000


class ServerMirror:
    """Every fault of the server is a StoreError or TryLater. `tries`: how often in a row the server may refuse a batch."""

    def __init__(self, client: Elasticsearch, names: Names, tries: int) -> None:
        self._client = client
        self._names = names
        self._tries = tries

    def cursor(self) -> dict[str, int]:
        """How far each part has come, as `move_cursor` was told; empty at first."""
        with explained():
            answer = self._client.options(ignore_status=404).get(index=self._names.single("state"), id=_CURSOR)
        return dict(answer["_source"]) if answer.get("found") else {}

    def move_cursor(self, cursor: Mapping[str, int]) -> None:
        with explained():
            self._client.index(index=self._names.single("state"), id=_CURSOR, document=cursor, require_alias=True)

    def put(self, kind: str, documents: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        """Write documents of a single index (`runs`, `alerts`) under ids of their own; again, they are the same."""
        index = self._names.single(kind)
        for batch in _batches(documents):
            self._send([Action.of("index", index, one, orjson.dumps(document)) for one, document in batch])

    def drop(self, kind: str, ids: Iterable[str]) -> None:
        """Remove documents of a single index; what is not there is no fault."""
        for batch in _batches(ids):
            self._send([Action.of("delete", self._names.single(kind), one, None) for one in batch])

    def unsettled(self) -> list[str]:
        """Ids of the deliveries whose state is not the last one."""
        index = self._names.single("alerts")
        with explained():
            self._client.indices.refresh(index=index)
            query = {"terms": {"state": list(_UNSETTLED)}}
            answer = self._client.search(index=index, query=query, source=False, size=_MOST_UNSETTLED)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    def review(self, decisions: Mapping[str, str]) -> None:
        """Write the newest decision into each of these postings that is stored."""
        with explained():
            for batch in _batches(decisions.items()):
                write_reviews(self._client, self._names, dict(batch), Patience(self._tries))

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def _send(self, actions: Sequence[Action]) -> None:
        patience, waiting = Patience(self._tries), list(actions)
        while waiting:
            with explained():
                results = send(self._client, waiting)
            if dead := [result.why for result in results if result.outcome is Outcome.DEAD]:
                raise StoreError(f"the server does not take {len(dead)} of our documents for charts: {dead[0]}")
            refused = [
                (action, result.why) for action, result in zip(waiting, results, strict=True) if result.outcome is Outcome.REFUSED
            ]
            waiting = [action for action, _ in refused]
            if refused:
                patience.refused(refused[0][1])


def _batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch
