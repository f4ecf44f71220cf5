"""What an earlier run left half done: crawls that were killed, and finished crawls that were never published."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.errors import UsageError
from compoundwatch.run_folder import PARTIAL, RunFolder
from spiders.crawl import close_killed_run


def unpublished_runs(engine: Engine, runs: Path) -> Iterator[RunFolder]:
    """Finished run folders that are not marked as published, oldest first within a source.

    Crawls die with the run that started them, so what is still `.partial` when a new run begins was killed: it is closed
    as an incomplete run, and what it captured is not lost.
    """
    with engine.connect() as connection:
        published = set(connection.scalars(select(db.runs.c.run).where(db.runs.c.published)))
    for path in sorted(runs.glob(f"*/*{PARTIAL}")):
        # Elsewhere than on Linux a crawl may outlive its run: it is still being written, and its turn comes when it is whole.
        with suppress(UsageError):
            close_killed_run(path)
    for path in sorted(runs.glob("*/*")):
        folder = RunFolder(path)
        if folder.run not in published and folder.stats.is_file():
            yield folder
