"""Bulk requests: prepared lines in, one outcome for each line out. Requests are bounded in bytes as well as in number.

A connection that fails is the client's to retry (`access.connection`); here only what the server says of single items.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final, Literal

import orjson

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Elasticsearch takes 100 MB at most (http.max_content_length); it works best far below that.
_MOST_BYTES: Final = 8_000_000
_ANSWER: Final = ("errors", "items.*.status", "items.*.error.type", "items.*.error.reason", "items.*.error.caused_by.reason")
_LONGEST_REASON: Final = 300

Operation = Literal["index", "create", "delete"]


class Outcome(Enum):
    """What became of an item."""

    DONE = auto()
    CONFLICT = auto()  # somebody else was quicker: read and merge again
    MOVED = auto()  # its index is not there (any more)
    REFUSED = auto()  # for now: too busy, write block, full disk
    DEAD = auto()  # it will never be taken


@dataclass(frozen=True, slots=True)
class Result:
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One item, ready to be sent."""

    lines: bytes

    @classmethod
    def of(
        cls, operation: Operation, index: str, document_id: str, body: bytes | None, version: tuple[int, int] | None = None
    ) -> Action:
        """`body` is JSON (None: delete), `version` the sequence number and primary term it may replace."""
        told: dict[str, Any] = {"_index": index, "_id": document_id, "require_alias": True}
        if version is not None:
            told |= {"if_seq_no": version[0], "if_primary_term": version[1]}
        head = orjson.dumps({operation: told})
        return cls(head if body is None else head + b"\n" + body)


def send(client: Elasticsearch, actions: Sequence[Action]) -> list[Result]:
    """Send them in order; one result for each. Raises the client's errors where a request fails as a whole."""
    return [result for part in _parts(actions) for result in _send(client, part)]


def _parts(actions: Sequence[Action]) -> Iterator[list[Action]]:
    part: list[Action] = []
    size = 0
    for action in actions:
        if part and size + len(action.lines) > _MOST_BYTES:
            yield part
            part, size = [], 0
        part.append(action)
        size += len(action.lines)
    if part:
        yield part


def _send(client: Elasticsearch, actions: list[Action]) -> list[Result]:
    from elasticsearch import ApiError

    try:
        # Ready lines go out as they are (elastic_transport.NdjsonSerializer).
        answer = client.bulk(operations=[action.lines for action in actions], filter_path=_ANSWER)  # type: ignore[misc]
    except ApiError as error:
        if len(actions) == 1 and error.status_code in {400, 413}:
            return [Result(Outcome.DEAD, f"{error.status_code} {error.message}"[:_LONGEST_REASON])]
        if is_for_now(error.status_code, error.message):
            return [Result(Outcome.REFUSED, error.message)] * len(actions)
        raise
    if not answer["errors"]:
        return [Result(Outcome.DONE)] * len(actions)
    return [_result(next(iter(item.values()))) for item in answer["items"]]


def _result(item: Mapping[str, Any]) -> Result:
    status, error = int(item["status"]), item.get("error", {})
    kind = str(error.get("type", ""))
    reasons = filter(None, (error.get("reason"), error.get("caused_by", {}).get("reason")))
    why = f"{kind}: {'; '.join(reasons)}"[:_LONGEST_REASON]
    if status < 300:
        return Result(Outcome.DONE)
    if status == 409:
        return Result(Outcome.CONFLICT, why)
    if status == 404:
        return Result(Outcome.MOVED, why)
    return Result(Outcome.REFUSED if is_for_now(status, kind) else Outcome.DEAD, why)


def is_for_now(status: int, kind: str) -> bool:
    """Whether a refusal may end by itself: too many requests, no room, a write block, a node that is gone."""
    return status == 429 or status >= 500 or kind == "cluster_block_exception"
