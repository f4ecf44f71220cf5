"""What was checked, and where we could not look: the footer of every digest, read from the `runs` table.

"Nothing found" and "could not look" must never read the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, func, select

from compoundwatch import db
from compoundwatch.config import SourceConfig
from compoundwatch.errors import EXIT_CONTRACT, EXIT_DONE, EXIT_LATER, EXIT_REFUSED
from compoundwatch.run_folder import RunStats
from compoundwatch.text import one_line

Trouble = Literal["blocked", "broken", "unreachable", "failed", "late", "never checked"]

_TROUBLES: dict[int, Trouble] = {EXIT_REFUSED: "blocked", EXIT_CONTRACT: "broken", EXIT_LATER: "unreachable"}
_CADENCE = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(weeks=1)}
# A run that is missed once is bad luck; after twice its cadence a source is late.
_LATE_AFTER = 2


@dataclass(frozen=True, slots=True)
class SourceTrouble:
    """A source that gives us nothing now. `since` is the first run that failed; `details` are broken contract lines.

    `source` is its name, `title` what people call it.
    """

    title: str
    trouble: Trouble
    since: datetime | None
    why: str | None = None
    details: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the runs between two moments saw. `postings` counts sightings of postings, known ones too."""

    since: datetime | None
    until: datetime
    sources: int = 0
    pages: int = 0
    postings: int = 0


def checked(connection: Connection, since: datetime | None, until: datetime) -> Checked:
    """The work of all runs that ended after `since` (None: of all time). Runs are streamed."""
    runs = db.runs
    rows = select(runs.c.source, runs.c.started, runs.c.stats).where(runs.c.ended.is_not(None), runs.c.ended <= until.timestamp())
    if since:
        rows = rows.where(runs.c.ended > since.timestamp())
    sources: set[str] = set()
    pages = postings = 0
    first = until.timestamp()
    for row in connection.execute(rows.execution_options(yield_per=100)):
        stats = row.stats or {}
        sources.add(row.source)
        pages += stats.get("pages", 0)
        postings += stats.get("postings", 0)
        first = min(first, row.started)
    return Checked(since or _moment(first), until, len(sources), pages, postings)


def troubles(connection: Connection, sources: Mapping[str, SourceConfig], at: datetime) -> tuple[SourceTrouble, ...]:
    """Each source whose newest run failed, whose runs are late, or that was never looked at, by title.

    A source that is not enabled counts only when somebody ran it in the last week.
    """
    latest = _latest_runs(connection)
    week_ago = (at - timedelta(weeks=1)).timestamp()
    found = []
    for name, source in sources.items():
        run = latest.get(name)
        if run is None:
            if source.enabled:
                found.append(SourceTrouble(source.title, "never checked", None, source=name))
        elif source.enabled or run.started > week_ago:
            found += _trouble(connection, source, run, at)
    return tuple(sorted(found, key=lambda trouble: trouble.title))


@dataclass(frozen=True, slots=True)
class _Run:
    started: float
    exit_code: int
    stats: dict[str, object] | None


def _latest_runs(connection: Connection) -> dict[str, _Run]:
    runs = db.runs
    newest = select(runs.c.source, func.max(runs.c.started).label("started")).where(runs.c.exit_code.is_not(None))
    newest_of = newest.group_by(runs.c.source).subquery()
    rows = select(runs.c.source, runs.c.started, runs.c.exit_code, runs.c.stats).join(
        newest_of, (runs.c.source == newest_of.c.source) & (runs.c.started == newest_of.c.started)
    )
    return {row.source: _Run(row.started, row.exit_code, row.stats) for row in connection.execute(rows)}


def _trouble(connection: Connection, source: SourceConfig, run: _Run, at: datetime) -> list[SourceTrouble]:
    if run.exit_code == EXIT_DONE:
        late = source.enabled and at - _moment(run.started) > _LATE_AFTER * _CADENCE[source.cadence]
        return [SourceTrouble(source.title, "late", _moment(run.started), source=source.name)] if late else []
    trouble = _TROUBLES.get(run.exit_code, "failed")
    stats = RunStats.model_validate(run.stats) if run.stats else None
    broken = [line for line in stats.contract if not line.kept] if stats and trouble == "broken" else []
    return [
        SourceTrouble(
            title=source.title,
            trouble=trouble,
            since=_failing_since(connection, source.name, run.started),
            # The lines of a broken contract say it better.
            why=one_line(stats.why, 160) if stats and stats.why and not broken else None,
            details=tuple(one_line(f"{line.rule}: expected {line.expected}, got {line.got}", 120) for line in broken[:4]),
            source=source.name,
        )
    ]


def _failing_since(connection: Connection, source: str, newest: float) -> datetime:
    """The start of the first run after the last good one."""
    runs = db.runs
    last_good = select(func.coalesce(func.max(runs.c.started), 0.0)).where(runs.c.source == source, runs.c.exit_code == EXIT_DONE)
    failed = runs.c.exit_code.is_not(None) & (runs.c.exit_code != EXIT_DONE)
    first: float | None = connection.scalar(
        select(func.min(runs.c.started)).where(runs.c.source == source, failed, runs.c.started > last_good.scalar_subquery())
    )
    return _moment(first if first is not None else newest)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
