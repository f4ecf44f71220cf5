"""One job at a time over one archive."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout
from sqlalchemy import Engine

from compoundwatch.config import Settings
from compoundwatch.errors import CompoundwatchError, TryLater
from compoundwatch.leases import lease, others_at

# Names of leases. Who publishes announces that and then asks whether somebody has the archive for himself, who does the same the
# other way round: one of the two always sees the other.
WHOLE_ARCHIVE = "archive"
PUBLISHING = "publish"

_PATIENCE_SECONDS = 300.0
_ASKED_EVERY = 0.5


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Hold the archive on this machine: two runs would fetch every page twice.

    Raises CompoundwatchError at once when another job holds it.
    """
    settings.var.mkdir(parents=True, exist_ok=True)
    lock = FileLock(settings.var / "run.lock")
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout:
        raise CompoundwatchError(f"another run is going on over {settings.var}: wait until it has ended") from None


@contextmanager
def alone_everywhere(settings: Settings, engine: Engine, patience: float = _PATIENCE_SECONDS) -> Iterator[None]:
    """Hold the archive on all machines: nothing may be erased, removed or made again while somebody publishes.

    Waits up to `patience` seconds for those who publish; nobody begins to meanwhile. Raises TryLater when they go on, or another
    has the archive for itself, CompoundwatchError when a run is going on over this machine's data.
    """
    with alone(settings), lease(engine, WHOLE_ARCHIVE):
        until = time.monotonic() + patience
        while busy := others_at(engine, f"{PUBLISHING} "):
            if time.monotonic() > until:
                raise TryLater(f"others still {', '.join(busy)}")
            time.sleep(_ASKED_EVERY)
        yield
