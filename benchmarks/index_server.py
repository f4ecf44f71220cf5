"""The server store, and beside it `helpers.streaming_bulk` of the same bodies into an index of the same mapping."""

from __future__ import annotations

import secrets
from collections import deque
from pathlib import Path
from typing import Any

import orjson
from elasticsearch import Elasticsearch, helpers

from benchmarks.made_up_postings import START
from benchmarks.own_store import open_own_store
from compoundwatch.config.store import StoreConfig
from compoundwatch.posting import TaggedPosting
from index.elastic.names import Names, month_of
from index.elastic.schema.mapping import create_month, install, template_names
from index.elastic.writing.body import Call, make_body
from index.elastic.writing.plan import Item, make_plan


class ServerSubject:
    """See `Subject`. One shard, no replica; all else as `store setup` makes it. The raw index is always a new one."""

    def __init__(self, url: str, prefix: str | None, folder: Path) -> None:
        self._client = Elasticsearch(url, request_timeout=120)
        self._is_kept = prefix is not None
        self._names, self._raw = Names(prefix or f"bench-{secrets.token_hex(4)}"), Names(f"raw-{secrets.token_hex(4)}")
        install(self._client, self._raw, StoreConfig(kind="elasticsearch", url=url, prefix=self._raw.prefix, replicas=0))
        self.store = open_own_store(url, folder, self._names.prefix)

    def write(self, chunk: list[TaggedPosting]) -> None:
        self.store.upsert(chunk, at=START)

    def prepared(self, chunk: list[TaggedPosting], first: int) -> list[dict[str, Any]]:
        call = Call("raw", START, silent=False)
        for month in {month_of(posting.fetched_at) for posting in chunk}:
            create_month(self._client, self._raw, month)
        items = [Item("upsert", posting.id, first + place, posting) for place, posting in enumerate(chunk)]
        return [
            {
                "_op_type": "create",
                "_index": self._raw.month_alias(month_of(posting.fetched_at)),
                "_id": posting.id,
                "_source": orjson.loads(make_body(make_plan(None, [item], START), call, item.position, (), {})),
            }
            for item, posting in zip(items, chunk, strict=True)
        ]

    def write_raw(self, prepared: list[dict[str, Any]]) -> None:
        deque(helpers.streaming_bulk(self._client, prepared), maxlen=0)

    def bytes_on_disk(self) -> int:
        """Postings, registry, changes and all else under our prefix, first copies only."""
        pattern = f"{self._names.prefix}-*"
        self._client.indices.flush(index=pattern)
        stats = self._client.indices.stats(index=pattern, metric="store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def close(self) -> None:
        self.store.close()
        for names in (self._raw,) if self._is_kept else (self._raw, self._names):
            self._remove(names)
        self._client.close()

    def _remove(self, names: Names) -> None:
        if indices := list(self._client.indices.get(index=f"{names.prefix}-*")):
            self._client.indices.delete(index=indices)
        whole, parts = template_names(names)
        self._client.indices.delete_index_template(name=whole)
        self._client.cluster.delete_component_template(name=parts)
