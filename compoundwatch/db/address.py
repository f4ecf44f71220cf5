"""The URL of a state database: what is accepted, and how it is named to people without its password."""

from __future__ import annotations

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from compoundwatch.config.settings import secret_variable
from compoundwatch.errors import UsageError

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg"}
_EXPECTED = "expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE or sqlite:///FILE"
# A host of other characters is most often the rest of a password that was not percent-encoded.
_HOST = re.compile(r"[A-Za-z0-9._:-]*")


def read_address(text: str) -> URL:
    """A URL for SQLAlchemy with the driver we use. Raises UsageError, which repeats nothing of `text`: it may hold a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise _not_understood("it is no URL") from None
    if url.drivername not in _DRIVERS:
        raise _not_understood("it names another kind of database")
    if not _HOST.fullmatch(url.host or ""):
        raise _not_understood("a password in it needs its special characters percent-encoded, such as %40 for @")
    if url.drivername != "sqlite" and not (url.database or url.query.get("dbname") or url.query.get("service")):
        raise _not_understood("it names no database")
    return url.set(drivername=_DRIVERS[url.drivername])


def shown(url: URL) -> str:
    """How messages name a database: never its password, nor the rest of the query, which may hold one too."""
    if url.drivername == "sqlite":
        return url.database or "a SQLite database in memory"
    host = url.host or str(url.query.get("host") or "the local socket")
    where = f"{host}:{url.port}" if url.port else host
    return f"PostgreSQL database {url.database or '?'} at {where}"


def _not_understood(why: str) -> UsageError:
    return UsageError(f"the URL of the state database ({secret_variable('database_url')}) cannot be used: {why}; {_EXPECTED}")
