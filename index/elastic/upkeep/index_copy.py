"""One index copied into another while it is being written to, in the order of its sequence numbers.

A document that is changed meanwhile gets a higher number and is simply met again. Sequence numbers count in each shard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import StoreError
from compoundwatch.text import one_line

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Convert = Callable[[dict[str, Any]], dict[str, Any]]

_PAGE: Final = 200
_CHUNK_BYTES: Final = 10_000_000
_RETRIES: Final = 6
_LONGEST_REASON: Final = 300


class IndexCopy:
    """`target` is an alias of the new index; once somebody takes it away nothing more is written there."""

    def __init__(self, client: Elasticsearch, source: str, target: str, convert: Convert) -> None:
        self._client = client
        self._source = source
        self._target = target
        self._convert = convert
        self._done: dict[int, int] = {}

    def catch_up(self) -> int:
        """Copy what was written since the last call; how many documents. Raises StoreError when the new mapping refuses one."""
        # Below its checkpoint a shard has no gap; above, a number may still be on its way while a higher one can be seen.
        checkpoints = self._checkpoints()
        self._client.indices.refresh(index=self._source)
        copied = sum(self._write(self._since(shard, self._done.get(shard, -1))) for shard in checkpoints)
        self._done = checkpoints
        return copied

    def drop_deleted(self) -> int:
        """Delete from the copy what the source no longer has; how many. The source must not be written to meanwhile."""
        held, copied = self.counts()
        if held == copied:
            return 0
        return self._write({"_op_type": "delete", "_id": found} for found in self._deleted())

    def counts(self) -> tuple[int, int]:
        """Documents in the source and in the copy."""
        for index in (self._source, self._target):
            self._client.indices.refresh(index=index)
        return self._client.count(index=self._source)["count"], self._client.count(index=self._target)["count"]

    def _checkpoints(self) -> dict[int, int]:
        stats = self._client.indices.stats(index=self._source, level="shards", metric="docs")
        (found,) = stats["indices"].values()
        return {
            int(shard): int(copy["seq_no"]["global_checkpoint"])
            for shard, copies in found["shards"].items()
            for copy in copies
            if copy["routing"]["primary"]
        }

    def _since(self, shard: int, number: int) -> Iterator[dict[str, Any]]:
        """Bulk actions for what one shard holds with a higher number."""
        while hits := self._page(shard, number):
            for hit in hits:
                yield {"_op_type": "index", "_id": hit["_id"], "_source": self._convert(hit["_source"])}
            number = hits[-1]["sort"][0]

    def _page(self, shard: int, number: int) -> list[dict[str, Any]]:
        answer = self._client.search(
            index=self._source,
            preference=f"_shards:{shard}",
            sort=[{"_seq_no": "asc"}],
            search_after=[number],
            size=_PAGE,
            track_total_hits=False,
            allow_partial_search_results=False,
        )
        hits: list[dict[str, Any]] = answer["hits"]["hits"]
        return hits

    def _deleted(self) -> Iterator[str]:
        """Ids that stand in the copy only."""
        from elasticsearch.helpers import scan

        page: list[str] = []
        for hit in scan(self._client, index=self._target, query={"_source": False}, size=_PAGE):
            page.append(hit["_id"])
            if len(page) == _PAGE:
                yield from self._missing(page)
                page = []
        if page:
            yield from self._missing(page)

    def _missing(self, ids: list[str]) -> list[str]:
        found = self._client.mget(index=self._source, ids=ids, source=False)["docs"]
        return [one["_id"] for one in found if not one["found"]]

    def _write(self, actions: Iterator[dict[str, Any]]) -> int:
        from elasticsearch.helpers import streaming_bulk

        count = 0
        for succeeded, result in streaming_bulk(
            self._client,
            actions,
            index=self._target,
            require_alias=True,
            max_chunk_bytes=_CHUNK_BYTES,
            max_retries=_RETRIES,
            raise_on_error=False,
        ):
            if not succeeded:
                raise StoreError(_refusal(self._source, result))
            count += 1
        return count


def _refusal(source: str, result: dict[str, Any]) -> str:
    (answer,) = result.values()
    reason = one_line(str(answer.get("error")), _LONGEST_REASON)
    return f"document {one_line(str(answer.get('_id')))} of {source} cannot be copied: {reason}"
