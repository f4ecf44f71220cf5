"""One run of a source published at a time, over all machines: what is known of it is read, judged and written in one go."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.archive.run_name import source_of
from compoundwatch.errors import TryLater
from compoundwatch.leases import Lease, lease, others_at
from compoundwatch.pipeline.alone import PUBLISHING, WHOLE_ARCHIVE
from compoundwatch.pipeline.publish import Published, Publisher

# Publishing the run of a large source takes minutes; who still waits then is better tried again later.
_PATIENCE_SECONDS = 120.0
_ASKED_EVERY = 0.5


def publish_in_turn(publisher: Publisher, run: str, at: datetime) -> Published:
    """Publish a run unless that is done already.

    Raises TryLater where another is at a run of the same source for long, or has the archive for itself.
    """
    with waiting_lease(publisher.engine, f"{PUBLISHING} {source_of(run)}"):
        if others_at(publisher.engine, WHOLE_ARCHIVE):
            raise TryLater(f"{run} is not published now: runs are being erased, removed or made an index of again")
        return Published() if is_published(publisher.engine, run) else publisher.publish(run, at)


def published_of(engine: Engine, source: str | None = None) -> set[str]:
    """Names of the runs, or of those of one source, that are known to be published; imports are of their source, too."""
    runs = db.runs
    names = select(runs.c.run).where(runs.c.published)
    if source is not None:
        names = names.where(runs.c.run.startswith(f"{source}/", autoescape=True))
    with engine.connect() as connection:
        return set(connection.scalars(names))


def is_published(engine: Engine, run: str) -> bool:
    with engine.connect() as connection:
        return bool(connection.scalar(select(db.runs.c.published).where(db.runs.c.run == run)))


@contextmanager
def waiting_lease(engine: Engine, name: str, patience: float = _PATIENCE_SECONDS) -> Iterator[Lease]:
    """A lease, waited for up to `patience` seconds. Raises TryLater where another holds it longer."""
    until = time.monotonic() + patience
    with ExitStack() as stack:
        while True:
            try:
                held = stack.enter_context(lease(engine, name))
                break
            except TryLater:
                if time.monotonic() > until:
                    raise
            time.sleep(_ASKED_EVERY)
        yield held
