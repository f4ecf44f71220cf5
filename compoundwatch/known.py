"""What a source has already shown us. A crawl reads it; only publishing a run writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, insert, select

from compoundwatch import db


@dataclass(frozen=True, slots=True)
class Known:
    """One posting as last published. `absences` counts complete runs in a row that did not see it."""

    url: str
    content_hash: str
    etag: str | None = None
    last_modified: str | None = None
    absences: int = 0
    gone: bool = False


def load_known(engine: Engine, source: str) -> dict[str, Known]:
    """All that is known of one source, by posting id."""
    table = db.known
    rows = select(
        table.c.posting_id, table.c.url, table.c.content_hash, table.c.etag, table.c.last_modified, table.c.absences, table.c.gone
    ).where(table.c.source == source)
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
