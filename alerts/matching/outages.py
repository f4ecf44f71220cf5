"""When a source counts as down: sure enough to tell people, and not with every hiccup."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from alerts.health import SourceTrouble
from compoundwatch import db
from compoundwatch.errors import EXIT_DONE

# A source that said no, or whose pages changed shape, will not mend itself; a time-out or a crash may be gone with the next run.
_AT_ONCE = {"blocked", "broken"}


def sure_since(connection: Connection, trouble: SourceTrouble) -> datetime | None:
    """Since when a source is surely down, None where it may be a hiccup.

    With the second failed run in a row; with the first where it refused us or broke its contract, and was well in the two runs
    before (or was never read): a source that changes from run to run is not told each time. A late one has missed two runs.
    """
    if trouble.since is None:
        return None
    if trouble.trouble == "late":
        return trouble.since
    failed = _runs(connection, trouble.source, 2, since=trouble.since)
    if len(failed) > 1:
        return _ended(failed[1])
    before = _runs(connection, trouble.source, 2, before=trouble.since)
    well = all(run.exit_code == EXIT_DONE for run in before) and len(before) != 1
    return _ended(failed[0]) if failed and trouble.trouble in _AT_ONCE and well else None


def well_since(connection: Connection, source: str, down_since: datetime) -> datetime | None:
    """The first good run after an outage began, where the newest run was good; None while it is down."""
    newest = _runs(connection, source, 1, before=datetime.max.replace(tzinfo=UTC))
    if not newest or newest[0].exit_code != EXIT_DONE:
        return None
    runs = db.runs
    good = select(runs).where(runs.c.source == source, runs.c.exit_code == EXIT_DONE, runs.c.started > down_since.timestamp())
    first = connection.execute(good.order_by(runs.c.started).limit(1)).first()
    return datetime.fromtimestamp(first.started, UTC) if first else None


def _runs(
    connection: Connection, source: str, most: int, *, since: datetime | None = None, before: datetime | None = None
) -> list[Row[Any]]:
    """Runs that ended: the first ones from `since` on, or the last ones before `before`."""
    runs = db.runs
    own: Select[Any] = select(runs.c.started, runs.c.ended, runs.c.exit_code).where(
        runs.c.source == source, runs.c.exit_code.is_not(None)
    )
    if since:
        own = own.where(runs.c.started >= since.timestamp()).order_by(runs.c.started)
    elif before:
        own = own.where(runs.c.started < before.timestamp()).order_by(runs.c.started.desc())
    return list(connection.execute(own.limit(most)))


def _ended(run: Row[Any]) -> datetime:
    return datetime.fromtimestamp(run.ended or run.started, UTC)
