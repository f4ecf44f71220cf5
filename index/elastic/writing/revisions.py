"""How postings read before their content changed, kept under ids that say which and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import orjson

from compoundwatch.posting import TaggedPosting
from index.elastic.names import Names
from index.elastic.writing.bulk import Action
from index.elastic.writing.registry import Registry
from index.elastic.writing.stored import read_rows
from index.moments import microseconds
from index.store import Revision

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Replaced:
    """A content that gave way to another. `since` is when it had replaced one itself, None for the first."""

    number: int
    since: datetime | None
    until: datetime
    tagged: TaggedPosting


class Revisions:
    """Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._names = names
        self._index = names.single("revisions")
        self._registry = Registry(client, names)

    def action(self, replaced: Replaced) -> Action:
        """Writes one; the same again changes nothing."""
        body = {
            "posting_id": replaced.tagged.id,
            "number": replaced.number,
            "since": replaced.since and replaced.since.isoformat(),
            "until": replaced.until.isoformat(),
            "posting": orjson.Fragment(replaced.tagged.model_dump_json()),
        }
        key = f"{replaced.tagged.id}-{replaced.number}-{microseconds(replaced.until)}"
        return Action.of("index", self._index, key, orjson.dumps(body))

    def read(self, posting_id: str) -> list[Revision]:
        """Those that came before the present content, oldest first."""
        entry = self._registry.read([posting_id]).get(posting_id)
        if entry is None or entry.month is None:
            return []
        row = read_rows(self._client, self._names, [(posting_id, entry.month)]).get(posting_id)
        since = row.store.get("since") if row else None
        return list(reversed(list(_chain(self._all(posting_id), since)))) if since else []

    def ids(self, posting_id: str) -> Iterator[str]:
        """Ids of all that were ever written of a posting, losers of conflicts too."""
        return (hit["_id"] for hit in self._all(posting_id))

    def _all(self, posting_id: str) -> Iterator[Mapping[str, Any]]:
        """Newest number first."""
        self._client.indices.refresh(index=self._index)
        after: list[Any] | None = None
        while True:
            answer = self._client.search(
                index=self._index,
                query={"term": {"posting_id": posting_id}},
                sort=[{"number": "desc"}, {"until": "desc"}],
                search_after=after,
                size=_PAGE,
            )
            hits = answer["hits"]["hits"]
            yield from hits
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]


def _chain(hits: Iterable[Mapping[str, Any]], since: str | None) -> Iterator[Revision]:
    """Each content that led to the next, newest first: what a writer left that lost its race is not among them."""
    for hit in hits:
        source = hit["_source"]
        if since and source["until"] == since:
            yield Revision(source["number"], datetime.fromisoformat(since), TaggedPosting.model_validate(source["posting"]))
            since = source["since"]
