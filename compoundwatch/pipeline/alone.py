"""One job at a time over one archive."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from compoundwatch.config import Settings
from compoundwatch.errors import CompoundwatchError


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the archive: two runs would fetch every page twice, and nothing may be erased or rebuilt under a run.

    Raises CompoundwatchError at once when another job holds it.
    """
    settings.var.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.var / "run.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout:
        raise CompoundwatchError(f"another run is going on over {settings.var}: wait until it has ended") from None
