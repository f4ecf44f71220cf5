"""What PostgreSQL needs: how a connection is set up, and the locks that give writers what SQLite's one writer has for free."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, select, text

from compoundwatch.db.address import shown
from compoundwatch.db.faults import explain
from compoundwatch.db.storable import to_json
from compoundwatch.errors import StoreError, UsageError

# Of libpq; what the URL says itself goes first. A server whose machine is gone is noticed within a minute.
_CONNECTION = {
    "application_name": "compoundwatch",
    "connect_timeout": "10",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
}
# A program that hangs in a transaction must not hold up the others for ever; one that waits for it says so.
_SESSION = {"lock_timeout": "30s", "statement_timeout": "10min", "idle_in_transaction_session_timeout": "10min"}
_EVERYTHING = "state"


def make_engine(url: URL) -> Engine:
    """An engine with few connections, each tried before it is used. Raises UsageError without the driver."""
    given = {name: value for name, value in _CONNECTION.items() if name not in url.query}
    try:
        engine = create_engine(
            url,
            connect_args={**given, "client_encoding": "utf8"},
            hide_parameters=True,
            json_serializer=to_json,
            pool_pre_ping=True,
            pool_recycle=1800,
        )
    except ModuleNotFoundError as error:
        raise UsageError(
            f"{error.name} is not installed, which PostgreSQL needs: run `uv sync --extra postgresql`"
            " (or `pip install 'compoundwatch[postgresql]'`)"
        ) from None
    event.listen(engine, "handle_error", explain)
    event.listen(engine, "connect", _set_up)
    return engine


def hold(connection: Connection, about: str | None) -> None:
    """Take the lock of writers until this transaction ends; see `writing`."""
    if about is None:
        connection.execute(select(func.pg_advisory_xact_lock(_key(_EVERYTHING))))
    else:
        connection.execute(select(func.pg_advisory_xact_lock_shared(_key(_EVERYTHING))))
        connection.execute(select(func.pg_advisory_xact_lock(_key(f"{_EVERYTHING}\n{about}"))))


def require_unicode(engine: Engine) -> None:
    """Raises StoreError for a database that cannot hold every script."""
    with engine.connect() as connection:
        encoding = connection.scalar(text("SHOW server_encoding"))
    if encoding != "UTF8":
        raise StoreError(f"{shown(engine.url)} keeps text as {encoding}: make it with ENCODING 'UTF8' TEMPLATE template0")


def _set_up(connection: Any, _record: object) -> None:
    settings = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in _SESSION.items())
    connection.execute(f"SELECT {settings}")
    connection.commit()


def _key(name: str) -> int:
    """The number of an advisory lock: any 64 bits, signed, the same in every program."""
    return int.from_bytes(hashlib.sha256(f"compoundwatch\n{name}".encode()).digest()[:8], "big", signed=True)
