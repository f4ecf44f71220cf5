"""What an answer leaves out: the server says 200 where a shard or a document could not be read, which then looks like nothing found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

# A month that was dropped is no fault: what stood there is gone.
_GONE: Final = "index_not_found_exception"


def missing_part(body: object) -> str | None:
    """Why an answer of `_search`, `_msearch`, `_count`, `_mget` or `_refresh` is not whole; None where it is."""
    if not isinstance(body, Mapping):
        return None
    return next(_faults(body), None)


def _faults(body: Mapping[str, Any]) -> Iterator[str]:
    for document in body.get("docs") or ():
        error = document.get("error")
        if error and error.get("type") != _GONE:
            yield f"a document could not be read: {error.get('type')}: {error.get('reason')}"
    for answer in (body, *(body.get("responses") or ())):
        shards = answer.get("_shards")
        if shards and _lacks_a_shard(shards):
            yield f"only {shards['successful']} of {shards['total']} shards answered"
        if answer.get("timed_out"):
            yield "the search ran out of time"


def _lacks_a_shard(shards: Mapping[str, Any]) -> bool:
    """A search asks one copy of each shard, and tells of `skipped`; a refresh asks all, of which replicas may be nowhere yet."""
    least = shards["total"] if "skipped" in shards else min(shards["total"], 1)
    return bool(shards["failed"]) or shards["successful"] < least
