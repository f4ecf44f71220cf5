"""Opening the state database: created where it is missing, brought to its newest schema, every fault one line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, Table, text
from sqlalchemy.dialects import postgresql, sqlite

from compoundwatch.config import Settings
from compoundwatch.db import on_postgresql, on_sqlite
from compoundwatch.db.address import read_address, shown
from compoundwatch.db.storable import keep_storable
from compoundwatch.errors import StoreError, UsageError

# The newest revision in migrations/versions/; a test holds them together. Alembic is only imported when it is not reached.
HEAD = "0004"


def open_database(settings: Settings) -> Engine:
    """The state database of this installation, at its newest schema. Raises UsageError, StoreError, TryLater, each one line."""
    return open_engine(settings.database_url)


@contextmanager
def opened_database(settings: Settings) -> Iterator[Engine]:
    """As `open_database`; its connections are closed at the end."""
    engine = open_database(settings)
    try:
        yield engine
    finally:
        engine.dispose()


def open_engine(address: str) -> Engine:
    """An engine for the URL of a SQLite or PostgreSQL database, at its newest schema.

    Raises UsageError for another URL, TryLater for a server that is down or busy, StoreError for a database that cannot be used
    or is newer than this program.
    """
    url = read_address(address)
    if url.drivername == "sqlite":
        _make_folder(url.database)
    engine = _make_engine(url)
    with _disposed_of_on_failure(engine):
        _migrate(engine)
    return engine


def open_existing(address: str) -> Engine:
    """An engine for a state database that is there already, at its newest schema; nothing is made or changed.

    Raises UsageError where there is none, and as `open_engine`.
    """
    url = read_address(address)
    if url.drivername == "sqlite" and not Path(url.database or "").is_file():
        raise UsageError(f"{shown(url)}: there is no such file")
    engine = _make_engine(url)
    with _disposed_of_on_failure(engine):
        found = revision(engine)
        if found is None:
            raise UsageError(f"{shown(url)} holds no state of compoundwatch")
        if found != HEAD:
            raise StoreError(
                f"{shown(url)} has the schema {found}, this version of compoundwatch {HEAD}:"
                " `compoundwatch database check` over it brings an older one up to date"
            )
    return engine


def revision(engine: Engine) -> str | None:
    """The schema that a database has; None where it has none of ours."""
    with engine.connect() as connection:
        if not engine.dialect.has_table(connection, "alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


@contextmanager
def writing(engine: Engine, about: str | None = None) -> Iterator[Connection]:
    """A transaction of the one writer: what other writers write holds still, so what it reads stays true until it commits.

    On SQLite it has the file's write lock, whatever it is about. On PostgreSQL writers take an advisory lock before they read:
    without `about` none writes beside it; with `about` (`"mail 7"`) only writers of another `about` do, so it may rely on nothing
    but what is written under that same name. Rows that others follow by their numbers (ledger, reviews) are written without
    `about`, as only then numbers come in the order of commits. Reads see what was committed before each statement. Not to be
    nested. Raises TryLater on PostgreSQL, StoreError on SQLite, when the lock cannot be had within 30 s.
    """
    with engine.connect().execution_options(**{on_sqlite.BEGIN: "BEGIN IMMEDIATE"}) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            on_postgresql.hold(connection, about)
        yield connection


def scrub(engine: Engine) -> None:
    """See to it that no word of what was replaced stays in SQLite's file; a server clears freed room by itself (autovacuum)."""
    if engine.dialect.name == "sqlite":
        on_sqlite.wipe(engine)


def insert_new(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that leaves alone what is there already (ON CONFLICT DO NOTHING); `rowcount` says how many rows it wrote."""
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    # Without this the count of an INSERT is -1 on PostgreSQL.
    return insert(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def _make_folder(file: str | None) -> None:
    if not file or file.startswith((":", "file:")):
        return
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot make the folder of the state database: {error.filename}: {error.strerror}") from None


def _make_engine(url: URL) -> Engine:
    engine = on_sqlite.make_engine(url) if url.drivername == "sqlite" else on_postgresql.make_engine(url)
    keep_storable(engine)
    return engine


@contextmanager
def _disposed_of_on_failure(engine: Engine) -> Iterator[None]:
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


def _migrate(engine: Engine) -> None:
    if revision(engine) == HEAD:
        return
    from compoundwatch.migrations import upgrade

    if engine.dialect.name == "postgresql":
        on_postgresql.require_unicode(engine)
    upgrade(engine)
