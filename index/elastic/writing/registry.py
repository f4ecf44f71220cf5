"""Where each posting stands, and which ids were erased: one small document for each id, read in real time.

Claiming an id before its posting is written is what keeps it out of a second month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import orjson

from index.elastic.names import Names
from index.elastic.writing.bulk import Action

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_MOST_IDS: Final = 1000


@dataclass(frozen=True, slots=True)
class Registered:
    """`month` is where the posting stands or is about to; None with an erased one that left nothing."""

    month: str | None
    is_erased: bool
    seq_no: int
    primary_term: int


class Registry:
    """Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._index = names.single("ids")

    def read(self, ids: Iterable[str]) -> dict[str, Registered]:
        """The entries of those ids that have one; at most some thousand ids."""
        wanted = list(ids)
        found: dict[str, Registered] = {}
        for start in range(0, len(wanted), _MOST_IDS):
            answer = self._client.mget(index=self._index, ids=wanted[start : start + _MOST_IDS])
            found |= {doc["_id"]: _entry(doc) for doc in answer["docs"] if doc.get("found")}
        return found

    def claim(self, posting_id: str, month: str) -> Action:
        """Say that the posting will stand in this month; who comes second meets a conflict."""
        return Action.of("create", self._index, posting_id, orjson.dumps({"month": month}))

    def bury(self, posting_id: str, at: datetime, entry: Registered | None, *, month: str | None) -> Action:
        """From now on nobody writes this posting. `entry` is what stands there; `month` is where it has still to be removed."""
        body = orjson.dumps({"erased_at": at.isoformat()} | ({"month": month} if month else {}))
        if entry is None:
            return Action.of("create", self._index, posting_id, body)
        return Action.of("index", self._index, posting_id, body, (entry.seq_no, entry.primary_term))


def _entry(doc: Mapping[str, Any]) -> Registered:
    source = doc["_source"]
    return Registered(source.get("month"), "erased_at" in source, doc["_seq_no"], doc["_primary_term"])
