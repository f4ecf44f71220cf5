"""The URL of a state database: what is accepted, and how it is named to people without its password."""

from __future__ import annotations

import re

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from compoundwatch.config.settings import secret_variable
from compoundwatch.errors import UsageError

_DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgresql+psycopg": "postgresql+psycopg"}
_EXPECTED = "expected postgresql://USER:PASSWORD@HOST:PORT/DATABASE or sqlite:///FILE"
# Other characters are most often the rest of a password that was not percent-encoded.
_HOST = re.compile(r"[A-Za-z0-9._:-]*")
_DATABASE = re.compile(r"[^/@\s]*")


def read_address(text: str) -> URL:
    """A URL for SQLAlchemy with the driver we use. Raises UsageError, which repeats nothing of `text`: it may hold a password."""
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise not_understood("it is no URL") from None
    if url.drivername not in _DRIVERS:
        raise not_understood("it names another kind of database")
    url = url.set(drivername=_DRIVERS[url.drivername])
    if url.drivername != "sqlite":
        _check_server(url)
    return url


def shown(url: URL) -> str:
    """How messages name a database: never its password, nor the rest of the query, which may hold one too."""
    if url.drivername == "sqlite":
        return url.database or "a SQLite database in memory"
    host = url.host or str(url.query.get("host") or "the local socket")
    where = f"{host}:{url.port}" if url.port else host
    return f"PostgreSQL database {url.database or '?'} at {where}"


def not_understood(why: str) -> UsageError:
    """What is wrong with a URL, and what was expected."""
    return UsageError(f"the URL of the state database ({secret_variable('database_url')}) cannot be used: {why}; {_EXPECTED}")


def _check_server(url: URL) -> None:
    if not (_HOST.fullmatch(url.host or "") and _DATABASE.fullmatch(url.database or "")):
        raise not_understood("a password in it needs its special characters percent-encoded, such as %40 for @")
    if not (url.database or url.query.get("service")):
        raise not_understood("it names no database")
