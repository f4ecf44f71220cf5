"""Writing a stream of any length in chunks, two at a time, so that we merge while the server indexes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.elastic.names import Names
from index.elastic.schema.version import check_version
from index.elastic.settling.changes import Changes
from index.elastic.writing.announced import Announced
from index.elastic.writing.body import Call
from index.elastic.writing.chunk import Chunk, Done
from index.elastic.writing.dead_letters import DeadLetters
from index.elastic.writing.months import Months
from index.elastic.writing.plan import Item
from index.elastic.writing.registry import Registry
from index.elastic.writing.revisions import Revisions
from index.query import Point
from index.store import Written

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_CHUNK: Final = 500
# A chunk of long texts is cut sooner: each of its characters is some three bytes on the way, and is held by us meanwhile.
_CHUNK_CHARACTERS: Final = 4_000_000
_AT_ONCE: Final = 2


@dataclass(frozen=True, slots=True)
class Parts:
    """What a chunk needs. `tries`: how often in a row the server may refuse; `compounds`: where each lies, for maps."""

    client: Elasticsearch
    names: Names
    tries: int
    registry: Registry
    announced: Announced
    revisions: Revisions
    changes: Changes
    months: Months
    compounds: Mapping[str, Point]

    @classmethod
    def of(cls, client: Elasticsearch, names: Names, tries: int, compounds: Mapping[str, Point]) -> Parts:
        registry, announced, revisions = Registry(client, names), Announced(client, names), Revisions(client, names)
        changes, months = Changes(client, names), Months(client, names)
        return cls(client, names, tries, registry, announced, revisions, changes, months, compounds)

    def check_version(self) -> None:
        """Raises StoreError when the store was migrated under us."""
        check_version(self.client, self.names)


class Writer:
    """What it is given is written, or lies in a dead letter, when `write` returns."""

    def __init__(self, parts: Parts, dead_letters: DeadLetters) -> None:
        self._parts = parts
        self._dead_letters = dead_letters

    def write(self, items: Iterable[Item], call: Call, chunk_written: Callable[[], None] = lambda: None) -> Written:
        """Raises TryLater when the server refuses for too long, StoreError, the client's errors, and what `chunk_written` does.

        Chunks that hold the same posting go one after the other, so that its items keep their order.
        """
        written = Written()
        going: deque[tuple[set[str], Future[Done]]] = deque()
        with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="index") as pool:
            for chunk in cut(items):
                ids = {item.id for item in chunk}
                while going and (len(going) == _AT_ONCE or any(ids & others for others, _ in going)):
                    self._finish(going.popleft()[1], call, written)
                    chunk_written()
                going.append((ids, pool.submit(Chunk(self._parts, call, chunk).run)))
            while going:
                self._finish(going.popleft()[1], call, written)
        return written

    def _finish(self, chunk: Future[Done], call: Call, written: Written) -> None:
        done = chunk.result()
        self._dead_letters.add(done.refused, call)
        written.dead += len(done.refused)
        written.updated += done.written.updated
        written.unchanged += done.written.unchanged
        for event, count in done.written.events.items():
            written.events[event] = written.events.get(event, 0) + count


def cut(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Chunks of at most 500 items, and of fewer where their texts are long."""
    chunk: list[Item] = []
    characters = 0
    for item in items:
        chunk.append(item)
        characters += len(item.tagged.text) if item.tagged else 0
        if len(chunk) == _CHUNK or characters >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
