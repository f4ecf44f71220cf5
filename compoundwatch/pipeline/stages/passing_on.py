"""A signal that ends us is handed to the crawl we wait for, so that it ends with what it has; then it is ours again."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from compoundwatch.pipeline.crawl_process import Process

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Passing:
    """`stopped_by`: the signal that came, None while there is none."""

    def __init__(self) -> None:
        self.stopped_by: int | None = None
        self._process: Process | None = None

    def to(self, process: Process) -> None:
        """Whom to hand it to from now on; one that came before is handed over at once."""
        self._process = process
        if self.stopped_by is not None:
            process.terminate()

    def receive(self, number: int, _: FrameType | None) -> None:
        self.stopped_by = number
        if self._process is not None:
            self._process.terminate()


@contextmanager
def passing_on() -> Iterator[Passing]:
    """SIGTERM and SIGINT wait until the block ends, and then reach whoever would have had them.

    Python hears signals in its main thread alone; in another nothing is changed.
    """
    passing = Passing()
    if threading.current_thread() is not threading.main_thread():
        yield passing
        return
    before = {number: signal.signal(number, passing.receive) for number in _SIGNALS}
    try:
        yield passing
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if passing.stopped_by is not None:
            os.kill(os.getpid(), passing.stopped_by)
