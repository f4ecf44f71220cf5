"""What a source has already shown us. A crawl reads it; only publishing a run writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select

from compoundwatch import db


@dataclass(frozen=True, slots=True)
class Known:
    """One posting as last published.

    `content_hash` tells a change: of the words, or the fingerprint that its platform gave. `absences` counts complete runs in a
    row that did not see it, `faults` runs in a row in which its page answered with a 4xx that may mean gone. `read_at` (when
    its page last answered) and `posted` (its `date_posted`) are seconds since 1970. `reader` names the parser that read it.
    `lastmod` is when its sitemap said, at that time, that it was last changed.
    """

    url: str
    content_hash: str
    etag: str | None = None
    last_modified: str | None = None
    absences: int = 0
    gone: bool = False
    faults: int = 0
    read_at: float | None = None
    posted: float | None = None
    reader: str | None = None
    lastmod: float | None = None


_FIELDS = tuple(Known.__dataclass_fields__)


def count_known(engine: Engine, source: str) -> int:
    """How many postings of a source are known."""
    with engine.connect() as connection:
        return connection.scalars(select(func.count()).select_from(db.known).where(db.known.c.source == source)).one()


def load_known(engine: Engine, source: str, first: str = "", end: str | None = None) -> dict[str, Known]:
    """All that is known of one source, by posting id; or of the ids from `first` on and before `end`."""
    table = db.known
    rows = select(table.c.posting_id, *(table.c[name] for name in _FIELDS)).where(table.c.source == source)
    if first:
        rows = rows.where(table.c.posting_id >= first)
    if end is not None:
        rows = rows.where(table.c.posting_id < end)
    with engine.connect() as connection:
        return {row[0]: Known(*row[1:]) for row in connection.execute(rows)}


def remember(connection: Connection, source: str, known: Mapping[str, Known], at: datetime) -> None:
    """Replace what is known of these postings of a source, within the caller's transaction."""
    table = db.known
    for ids in _batches(list(known)):
        connection.execute(delete(table).where(table.c.source == source, table.c.posting_id.in_(ids)))
        rows = [{"source": source, "posting_id": found, "last_seen": at.timestamp(), **asdict(known[found])} for found in ids]
        connection.execute(insert(table), rows)


def _batches(ids: list[str]) -> list[list[str]]:
    # SQLite takes so many values in one statement, whatever it was built with.
    return [ids[start : start + 500] for start in range(0, len(ids), 500)]
