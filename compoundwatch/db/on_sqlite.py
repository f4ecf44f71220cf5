"""What SQLite needs: how a connection is set up, how a transaction begins, and how freed room is wiped."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from compoundwatch.db.faults import explain, explained
from compoundwatch.db.storable import to_json

BEGIN = "sqlite_begin"
_BUSY_SECONDS = 30


def make_engine(url: URL) -> Engine:
    """An engine whose transactions are SQLite's own."""
    engine = create_engine(url, json_serializer=to_json, hide_parameters=True)
    event.listen(engine, "handle_error", explain)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def wipe(engine: Engine) -> None:
    """Write the file anew, so that no word of what was replaced stays in room that is free now."""
    connection = engine.raw_connection()
    try:
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.cursor().execute(statement)
    except sqlite3.Error as error:
        raise explained(engine.url, error) from error
    finally:
        connection.close()


def _set_up(connection: Any, _record: object) -> None:
    # SQLAlchemy begins transactions itself (below): sqlite3 would not begin one before a SELECT or a CREATE TABLE.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={_BUSY_SECONDS * 1000}", "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))
