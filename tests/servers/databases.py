"""Databases for tests on a PostgreSQL server: one for each test, made in a moment and dropped after it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from compoundwatch import migrations
from compoundwatch.db import open_engine

_EMPTY = "template0"


@contextmanager
def fresh_database(server: str, *, template: str = _EMPTY) -> Iterator[str]:
    """The URL of a new database on a server that the URL of a superuser names."""
    name = f"compoundwatch_test_{secrets.token_hex(8)}"
    _create(server, name, template)
    try:
        yield with_database(server, name)
    finally:
        _order(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def state_template(server: str) -> str:
    """The name of a database that holds the newest schema and no rows; made by the first who asks."""
    name = f"compoundwatch_state_{_schema_version()}"
    with psycopg.connect(server) as connection:
        # Held until this transaction ends; CREATE DATABASE cannot run in one.
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            _make_template(server, name)
    return name


def with_database(server: str, name: str) -> str:
    """The same server and user, another database."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _make_template(server: str, name: str) -> None:
    making = f"{name}_made_{secrets.token_hex(4)}"
    _create(server, making, _EMPTY)
    open_engine(with_database(server, making)).dispose()
    _order(server, "ALTER DATABASE {} RENAME TO {}", making, name)


def _schema_version() -> str:
    versions = sorted((Path(migrations.__file__).parent / "versions").glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in versions)).hexdigest()[:12]


def _create(server: str, name: str, template: str) -> None:
    _order(server, "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'", name, template)


def _order(server: str, statement: LiteralString, *names: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*(sql.Identifier(name) for name in names)))
