"""An index run that goes on while something happens to the server, and what must be there when it has ended."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable

from benchmarks.killed_run import changes
from benchmarks.made_up_postings import START, made_up_postings
from compoundwatch.posting import TaggedPosting, posting_id
from index.elasticsearch import ElasticsearchStore


class LongRun:
    """An upsert in a thread of its own."""

    def __init__(self, store: ElasticsearchStore, postings: list[TaggedPosting]) -> None:
        self._failures: list[BaseException] = []
        self._work = (store, postings)
        self._thread = threading.Thread(target=self._write, daemon=True)
        self._thread.start()

    def _write(self) -> None:
        store, postings = self._work
        try:
            store.upsert(postings, at=START)
        except BaseException as error:  # noqa: BLE001  # told by `end`
            self._failures.append(error)

    @property
    def is_going(self) -> bool:
        return self._thread.is_alive()

    def end(self) -> None:
        self._thread.join(120)
        assert not self._thread.is_alive(), "the run has not ended"
        assert self._failures == []


def made_up(count: int, board: str = "board") -> list[TaggedPosting]:
    named = ((posting, posting_id(board, posting.native_id)) for posting in made_up_postings(count, seed=len(board)))
    return [posting.model_copy(update={"source": board, "id": one}) for posting, one in named]


def until(holds: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def assert_whole(store: ElasticsearchStore, postings: list[TaggedPosting]) -> None:
    """Each posting is there once and told once."""
    due = Counter(posting.id for posting in postings)

    assert Counter(posting.id for posting in store.all()) == due
    assert Counter(change.posting.id for change in changes(store)) == due
