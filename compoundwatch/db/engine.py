"""Opening the state database: created where it is missing, brought to its newest schema, every fault one line."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError, OperationalError

from compoundwatch.config import Settings
from compoundwatch.errors import StoreError

# The newest revision in migrations/versions/; a test holds them together. Alembic is only imported when it is not reached.
HEAD = "0002"

_BUSY_SECONDS = 30
_BEGIN = "sqlite_begin"


def open_database(settings: Settings) -> Engine:
    """The state database of this installation, at its newest schema. Raises StoreError in one line."""
    try:
        settings.database.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder of the state database: {error.filename}: {error.strerror}") from None
    return open_engine(f"sqlite:///{settings.database}")


def open_engine(url: str) -> Engine:
    """An engine for any SQLAlchemy URL, at its newest schema. Raises StoreError where it cannot be opened or is too new."""
    engine = create_engine(url)
    event.listen(engine, "handle_error", _explain)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    try:
        _migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that takes SQLite's write lock at its start, so that what it reads stays true until it commits."""
    with engine.connect().execution_options(**{_BEGIN: "BEGIN IMMEDIATE"}) as connection, connection.begin():
        yield connection


def scrub(engine: Engine) -> None:
    """Write SQLite's file anew, so that no word of what was replaced stays in room that is free now; servers do so themselves."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.cursor().execute(statement)
    except sqlite3.Error as error:
        _fail(engine, error)
    finally:
        connection.close()


def insert_new(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that leaves alone what is there already (ON CONFLICT DO NOTHING)."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return insert(table).on_conflict_do_nothing()


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # SQLAlchemy begins transactions itself (below): sqlite3 would not begin one before a SELECT or a CREATE TABLE.
    connection.isolation_level = None
    for pragma in (f"busy_timeout={_BUSY_SECONDS * 1000}", "journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _explain(context: ExceptionContext) -> None:
    """A full disk, a read-only file or a lost server is told in one line, wherever it is met."""
    # The other kinds of DatabaseError (a broken constraint, a wrong statement) are our own faults.
    if type(context.sqlalchemy_exception) in {OperationalError, DatabaseError}:
        _fail(context.engine, context.original_exception)


def _fail(engine: Engine | None, error: BaseException) -> NoReturn:
    where = engine.url.render_as_string(hide_password=True).removeprefix("sqlite:///") if engine else "state database"
    raise StoreError(
        f"{where}: {' '.join(str(error).split())} (full disk, read-only folder, or another program holds it?)"
    ) from error


def _migrate(engine: Engine) -> None:
    if _revision(engine) == HEAD:
        return
    from compoundwatch.migrations import upgrade

    upgrade(engine)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return revision
