"""What a source has already shown us. A crawl reads it; only publishing a run writes it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, select

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
