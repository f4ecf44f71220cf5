"""The index made again from the run folders alone: run after run, in the order in which they were once published.

The same steps as publishing, over a state database of its own that remembers how far it has come: cut off at any moment, it
goes on where it was. Nobody is alerted of what is in a store made again. What people decided (reviews) and what was told lie in
the state database of the installation and are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Engine, select

from compoundwatch import db
from compoundwatch.pipeline.publish import Published, Publisher
from compoundwatch.pipeline.published_runs import PublishedRun
from index.store import Event

Report = Callable[[str], None]

_ROWS = 500


@dataclass(slots=True)
class RebuildReport:
    """What was made again. `runs` were read now, `before` by an earlier try that was cut off; `rejected` lines were set aside."""

    runs: int = 0
    before: int = 0
    rejected: int = 0
    events: dict[Event, int] = field(default_factory=dict)


def rebuild(publisher: Publisher, runs: Sequence[PublishedRun], report: Report) -> RebuildReport:
    """Publish `runs` again into the publisher's store, which began empty together with the publisher's own state database.

    Raises StoreError, OSError; then it can be called again.
    """
    with publisher.engine.connect() as connection:
        done = set(connection.scalars(select(db.runs.c.run).where(db.runs.c.published)))
    waiting = [run for run in runs if run.name not in done]
    made, total = RebuildReport(runs=len(waiting), before=len(done)), Published()
    for count, run in enumerate(waiting, start=1):
        report(f"run {count} of {len(waiting)}: {run.name}")
        total.merge(publisher.publish(run.name, run.at))
    made.rejected, made.events = total.rejected, total.events
    return made


def restore_state(made: Engine, live: Engine) -> None:
    """Give the state database what it lacks of runs and of what is known of each source; what is there stays."""
    with made.connect() as source, db.writing(live) as target:
        for table in (db.runs, db.known):
            rows = source.execute(select(table).execution_options(yield_per=_ROWS)).mappings()
            for batch in rows.partitions():
                target.execute(db.insert_new(target, table), [dict(row) for row in batch])
