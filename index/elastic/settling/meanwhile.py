"""Settling while a long batch is still being written, so that linking waits for nobody, and nobody for it for long."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

from index.elastic.settling.settle import Settler

# Chunks of the writer that are linked together; fewer share less of the cost of a search.
_CHUNKS: Final = 2
# Chunks after which writing waits for linking, which is the slower: postings are told of soon after they are written, and are
# linked while the archive has few others.
MOST_AHEAD: Final = 20


class Meanwhile:
    """Settles in a thread of its own. While it is open nobody else in this process may use the settler."""

    def __init__(self, settler: Settler) -> None:
        self._settler = settler
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="settle")
        self._going: Future[None] | None = None
        self._written = self._ahead = 0

    def chunk_written(self) -> None:
        """Settle what is there, unless it is being done. Raises what went wrong the last time, and what `settle` raises."""
        self._written += 1
        self._ahead += 1
        if self._ahead == MOST_AHEAD:
            self._finish()
            self._settler.settle()
            self._written = self._ahead = 0
        if self._written < _CHUNKS or (self._going and not self._going.done()):
            return
        self._written = 0
        self._finish()
        self._going = self._pool.submit(self._settler.settle, wait=False)

    def _finish(self) -> None:
        if self._going:
            self._going.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown()
        if error is None:
            self._finish()
