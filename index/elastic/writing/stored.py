"""One posting as it stands on the server, and what of it the rule of merging looks at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from compoundwatch.posting import Posting, TaggedPosting
from index.elastic.names import Names
from index.elastic.schema.documents import from_document
from index.merge import Stored

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


@dataclass(frozen=True, slots=True)
class Row:
    """A document with its version. `source` is `_source`: without what is derived."""

    month: str
    source: Mapping[str, Any]
    seq_no: int
    primary_term: int

    @property
    def store(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.source["store"]
        return found

    def posting(self) -> Posting:
        """As people see it, with links."""
        return from_document(self.source)

    def stored(self) -> Stored:
        """As enrichment gave it, before links."""
        record = {name: self.source.get(name) for name in TaggedPosting.model_fields}
        status_at = self.store.get("status_at")
        return Stored(
            TaggedPosting.model_validate(record | self.store.get("unlinked", {})),
            first_seen=datetime.fromisoformat(self.source["first_seen"]),
            last_seen=datetime.fromisoformat(self.source["last_seen"]),
            ingested_at=datetime.fromisoformat(self.source["ingested_at"]),
            status=self.source["status"],
            status_at=datetime.fromisoformat(status_at) if status_at else None,
            revision=self.source["revision"],
        )


def read_rows(client: Elasticsearch, names: Names, places: Iterable[tuple[str, str]]) -> dict[str, Row]:
    """The postings of (id, month) that are there, by id, in real time. Raises the client's errors."""
    months = dict(places)
    if not months:
        return {}
    answer = client.mget(docs=[{"_index": names.month_alias(month), "_id": posting_id} for posting_id, month in months.items()])
    return {
        doc["_id"]: Row(months[doc["_id"]], doc["_source"], doc["_seq_no"], doc["_primary_term"])
        for doc in answer["docs"]
        if doc.get("found")
    }
