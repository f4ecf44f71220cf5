"""What an answer leaves out. The server says 200 where a shard or document could not be read, as if there were nothing to find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

# A month that was dropped is no fault: what stood there is gone.
_GONE: Final = "index_not_found_exception"
_FORBIDDEN: Final = "security_exception"
_INCOMPLETE: Final = "incomplete_answer"


@dataclass(frozen=True, slots=True)
class Missing:
    """Why a part of an answer is missing, as the server would tell it had it failed as a whole."""

    status: int
    kind: str
    reason: str


def missing_part(body: object) -> Missing | None:
    """What the answer of `_search`, `_msearch`, `_count`, `_mget` or `_refresh` lacks; None where it is whole."""
    return next(_faults(body), None) if isinstance(body, Mapping) else None


def _faults(body: Mapping[str, Any]) -> Iterator[Missing]:
    for document in body.get("docs") or ():
        error = document.get("error")
        if error and error.get("type") != _GONE:
            yield _unread(str(error.get("type")), str(error.get("reason")))
    for answer in body.get("responses") or ():
        # One search of several that failed for good is its asker's to tell.
        if "error" in answer and _may_heal(answer.get("status")):
            yield Missing(answer["status"], str(answer["error"].get("type")), str(answer["error"].get("reason")))
    for answer in (body, *(body.get("responses") or ())):
        shards = answer.get("_shards")
        if shards and _lacks_a_shard(shards):
            yield Missing(503, _INCOMPLETE, f"only {shards['successful']} of {shards['total']} shards answered")
        if answer.get("timed_out"):
            yield Missing(503, _INCOMPLETE, "the search ran out of time")


def _may_heal(status: object) -> bool:
    return isinstance(status, int) and (status == 429 or status >= 500)


def _unread(kind: str, reason: str) -> Missing:
    if kind == _FORBIDDEN:
        return Missing(403, kind, reason)
    return Missing(503, _INCOMPLETE, f"a document could not be read: {kind}: {reason}")


def _lacks_a_shard(shards: Mapping[str, Any]) -> bool:
    """A search asks one copy of each shard, and tells of `skipped`; a refresh asks all, of which replicas may be nowhere yet."""
    least = shards["total"] if "skipped" in shards else min(shards["total"], 1)
    return bool(shards["failed"]) or shards["successful"] < least
