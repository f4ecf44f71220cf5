"""What linking looks at of a posting, read from doc values alone: without its text a thousand of them are read in no time."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import orjson

from index.elastic.names import Names
from index.elastic.writing.marks import Untold

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Query = dict[str, Any]

_FIELDS: Final = (
    "values.id",
    "values.campaign",
    "values.status",
    "values.linked_by",
    "numbers.revision",
    "moments.first_seen",
    "moments.ingested_at",
    "store.position",
    "store.batch",
    "store.keys",
    "store.digest",
    "store.named",
    "store.had",
    "store.left",
    "store.untold",
)
_SKETCH: Final = "store.sketch"
# As many as the server gives in one answer.
MOST_HITS: Final = 10_000
# Linking's "first come": the order in which postings reached the store.
ARRIVAL: Final = [{"moments.ingested_at": "asc"}, {"store.position": "asc"}, {"values.id": "asc"}]


@dataclass(frozen=True, slots=True)
class Glance:
    """`index` is the one behind the aliases, `version` its sequence number and primary term; moments in microseconds.

    `named` and `had`: compounds as `link_keys.named` writes them, of now and of before; `left`: contacts of before.
    """

    id: str
    index: str
    version: tuple[int, int]
    campaign: str | None
    status: str
    is_linked: bool
    revision: int
    first_seen: int
    ingested_at: int
    position: int
    batch: str
    keys: tuple[str, ...]
    digest: str | None
    sketch: bytes
    named: tuple[str, ...]
    had: tuple[str, ...]
    left: tuple[str, ...]
    untold: tuple[Untold, ...]

    @property
    def month(self) -> str:
        """An index is named `…-<yyyy.mm>`."""
        return self.index.rpartition("-")[2]

    @property
    def is_speaking(self) -> bool:
        """Whether it names a compound, or did: then those tied to it are to be looked at."""
        return bool(self.named or self.had)

    @property
    def is_new(self) -> bool:
        return any(one.event == "new" for one in self.untold)


class Glances:
    """Searches over the postings of all months, as they stood at the last refresh. Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._index = names.postings

    def refresh(self) -> None:
        self._client.indices.refresh(index=self._index, ignore_unavailable=True)

    def of(self, ids: Sequence[str]) -> dict[str, Glance]:
        """Those of these postings that are there, with their sketches; at most `MOST_HITS`."""
        (found,) = self.search([asked({"terms": {"values.id": list(ids)}}, sketch=True)])
        return {glance.id: glance for glance in found}

    def search(self, searches: Iterable[Query]) -> Iterator[list[Glance]]:
        """The hits of each search, which `asked` has made."""
        for answer in self.answers(searches):
            yield [_glance(hit) for hit in answer["hits"]["hits"]]

    def answers(self, searches: Iterable[Query]) -> list[Mapping[str, Any]]:
        """What the server says to each search, all sent in one request."""
        from elasticsearch import ApiError

        head = orjson.dumps({"index": self._index, "ignore_unavailable": True})
        lines = [line for search in searches for line in (head, orjson.dumps(search))]
        if not lines:
            return []
        # Ready lines go out as they are (elastic_transport.NdjsonSerializer, whose own making of JSON is slow).
        answer = self._client.msearch(searches=lines)  # type: ignore[arg-type]  # bytes are no mapping
        for one in answer["responses"]:
            if "error" in one:
                raise ApiError(str(one["error"].get("type")), replace(answer.meta, status=one["status"]), one)
        responses: list[Mapping[str, Any]] = answer["responses"]
        return responses


def asked(query: Query, *, size: int = MOST_HITS, sketch: bool = False, **more: Any) -> Query:
    """A search for glances; `sketch`: with their sketches, which are long."""
    return {
        "query": {"bool": {"filter": [query]}},
        "size": size,
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": [*_FIELDS, _SKETCH] if sketch else list(_FIELDS),
        "seq_no_primary_term": True,
        "track_total_hits": False,
        "sort": ["_doc"],
        **more,
    }


def _glance(hit: Mapping[str, Any]) -> Glance:
    fields: Mapping[str, list[Any]] = hit["fields"]

    def one(name: str) -> Any:
        return fields[name][0] if name in fields else None

    def many(name: str) -> tuple[Any, ...]:
        return tuple(fields.get(name, ()))

    return Glance(
        id=one("values.id"),
        index=hit["_index"],
        version=(hit["_seq_no"], hit["_primary_term"]),
        campaign=one("values.campaign"),
        status=one("values.status"),
        is_linked=not {"contact", "campaign"}.isdisjoint(fields.get("values.linked_by", ())),
        revision=int(one("numbers.revision")),
        first_seen=one("moments.first_seen"),
        ingested_at=one("moments.ingested_at"),
        position=one("store.position"),
        batch=one("store.batch"),
        keys=many("store.keys"),
        digest=one("store.digest"),
        sketch=b64decode(fields[_SKETCH][0]) if _SKETCH in fields else b"",
        named=many("store.named"),
        had=many("store.had"),
        left=many("store.left"),
        untold=tuple(sorted(map(Untold.unpacked, many("store.untold")), key=lambda told: told.number)),
    )
