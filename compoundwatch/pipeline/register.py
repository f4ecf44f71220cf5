"""A run in the state database, from the moment its crawl has ended."""

from __future__ import annotations

from sqlalchemy import Engine

from compoundwatch import db
from compoundwatch.run_folder import RunStats


def register(engine: Engine, run: str, stats: RunStats) -> None:
    """Write down how a crawl ended, whether or not it will be published; a second time changes nothing.

    An import stands under a name of its own: it says nothing of whether the source can be read.
    """
    row = {
        "run": run,
        "source": f"import {stats.source}" if stats.imported else stats.source,
        "started": stats.started.timestamp(),
        "ended": stats.ended.timestamp(),
        "exit_code": stats.exit_code,
        "stats": stats.model_dump(mode="json"),
    }
    with engine.begin() as connection:
        connection.execute(db.insert_new(connection, db.runs).values(**row, published=False))
