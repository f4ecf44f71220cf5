"""What a state database is and holds, for people and for monitoring."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from compoundwatch.db.address import shown
from compoundwatch.db.engine import revision
from compoundwatch.db.tables import metadata

_NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def describe(engine: Engine) -> dict[str, str]:
    """`kind` and its `version`, `where` it is (without user and password), and the revision of its `schema`."""
    with engine.connect() as connection:
        version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    return {
        "kind": _NAMES[engine.dialect.name],
        "version": version,
        "where": shown(engine.url),
        "schema": revision(engine) or "",
    }


def count_rows(engine: Engine) -> dict[str, int]:
    """Rows by table."""
    with engine.connect() as connection:
        counts = {table: select(func.count()).select_from(table) for table in metadata.sorted_tables}
        return {str(table.name): connection.scalar(count) or 0 for table, count in counts.items()}
