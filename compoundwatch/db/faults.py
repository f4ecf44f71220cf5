"""Faults of the state database in one line each, with what to do: wherever they are met, and never with a password.

TryLater (exit code 5) is for what may heal by itself: a server that is down, starting or full of connections, a lock that others
hold. Everything else a person has to see to: StoreError. Our own faults (a broken constraint, a wrong statement) pass unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import URL
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DatabaseError, OperationalError

from compoundwatch.db.address import not_understood, shown
from compoundwatch.errors import CompoundwatchError, StoreError, TryLater
from compoundwatch.text import one_line

_LONGEST = 300

# PostgreSQL's SQLSTATE, whole or its class, and what it means here: appendix A of its manual.
_HEALS: Mapping[str, str] = {
    "08": "the connection was lost",
    "40": "it was in the way of another transaction",
    "53100": "its disk is full",
    "53": "it has no room for another connection or for this work",
    "55P03": "another program holds what is to be changed",
    "57014": "it took too long over a statement",
    "57P": "it is being stopped or started",
    "25P03": "a transaction waited too long and was ended",
}
_STAYS: Mapping[str, str] = {
    "25006": "it takes no changes: is it a standby?",
    "28": "it refuses this user",
    "3D": "there is no such database",
    "3F": "there is no schema to make tables in",
    "42501": "this user lacks the right: let it own the database, or grant it all on the schema",
    "58": "its files cannot be read or written",
    "XX": "it is damaged",
}
# A refused connection comes without SQLSTATE, so its words are read, in English as libpq and most servers write them.
_REFUSALS: tuple[tuple[re.Pattern[str], type[CompoundwatchError], str], ...] = (
    (re.compile("password authentication failed|no password supplied"), StoreError, "wrong user or password"),
    (re.compile('database ".*" does not exist'), StoreError, "there is no such database"),
    (re.compile('role ".*" does not exist'), StoreError, "there is no such user"),
    (re.compile("permission denied for database"), StoreError, "this user may not connect to it"),
    (re.compile("no pg_hba.conf entry"), StoreError, "its pg_hba.conf lets nobody in from here like this"),
    (re.compile("SSL|certificate"), StoreError, "no safe connection could be made"),
    (re.compile("too many (clients|connections)|connection slots"), TryLater, "it has no room for another connection"),
    (re.compile("starting up|shutting down|recovery mode|not yet accepting"), TryLater, "it is being stopped or started"),
    (re.compile("FATAL"), StoreError, "it refuses the connection"),
)


def explain(context: ExceptionContext) -> CompoundwatchError | None:
    """For SQLAlchemy's event `handle_error`: what is raised instead, or None where the fault is our own."""
    if context.is_pre_ping or not isinstance(context.sqlalchemy_exception, DatabaseError):
        return None
    url = context.engine.url if context.engine else None
    if context.dialect.name == "postgresql":
        return _on_postgresql(url, context.original_exception)
    # The other kinds of DatabaseError are our own faults.
    own = type(context.sqlalchemy_exception) not in {OperationalError, DatabaseError}
    return None if own else explained(url, context.original_exception)


def explained(url: URL | None, error: BaseException) -> StoreError:
    """A fault of SQLite."""
    return StoreError(f"{_named(url)}: {_said(error)} (full disk, read-only folder, or another program holds it?)")


def _on_postgresql(url: URL | None, error: BaseException) -> CompoundwatchError | None:
    state: str | None = getattr(error, "sqlstate", None)
    if state is None:
        return _on_connection(url, error)
    for kind, meanings in ((TryLater, _HEALS), (StoreError, _STAYS)):
        for start in (state, state[:3], state[:2]):
            if start in meanings:
                return _fault(kind, url, meanings[start], _said(error))
    return None


def _on_connection(url: URL | None, error: BaseException) -> CompoundwatchError | None:
    """No connection could be made, or one broke."""
    from psycopg import OperationalError as NoConnection

    said = _said(error)
    if not isinstance(error, NoConnection):
        return not_understood(said) if said.startswith("invalid connection option") else None
    for words, kind, meaning in _REFUSALS:
        if words.search(said):
            return _fault(kind, url, meaning, said)
    return TryLater(f"{_named(url)} cannot be reached; is it running? Try again later ({said})")


def _fault(kind: type[CompoundwatchError], url: URL | None, meaning: str, said: str) -> CompoundwatchError:
    hint = "; try again later" if kind is TryLater else ""
    return kind(f"{_named(url)}: {meaning}{hint} ({said})")


def _named(url: URL | None) -> str:
    return shown(url) if url else "state database"


def _said(error: BaseException) -> str:
    return one_line(str(error), _LONGEST)
