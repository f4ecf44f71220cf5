"""The URL of the state database: what is accepted, and that no message repeats a password."""

from __future__ import annotations

import pytest

from compoundwatch.db.address import read_address, shown
from compoundwatch.errors import UsageError

SECRET = "hush1word"


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
def test_a_server_is_asked_through_psycopg(scheme: str) -> None:
    url = read_address(f"{scheme}://desk:{SECRET}@db.example:6432/state?sslmode=verify-full")
    assert url.drivername == "postgresql+psycopg"
    assert (url.host, url.port, url.database, url.password) == ("db.example", 6432, "state", SECRET)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (SECRET, "no URL"),
        ("", "no URL"),
        (f"mysql://desk:{SECRET}@db.example/state", "another kind"),
        (f"postgres://desk:{SECRET}@db.example/state", "another kind"),
        (f"postgresql+psycopg2://desk:{SECRET}@db.example/state", "another kind"),
        (f"postgresql://desk:{SECRET}@db.example:port/state", "no URL"),
        (f"postgresql://desk:p@{SECRET}@db.example/state", "percent-encoded"),
        (f"postgresql://desk:p@ss/{SECRET}@db.example/state", "percent-encoded"),
        (f"postgresql://desk:{SECRET}@db.example", "names no database"),
    ],
)
def test_anything_else_is_one_line_that_says_what_was_expected(address: str, why: str) -> None:
    with pytest.raises(
        UsageError, match=rf"^[^\n]*COMPOUNDWATCH_DATABASE_URL[^\n]*{why}[^\n]*expected postgresql://[^\n]*$"
    ) as told:
        read_address(address)
    assert SECRET not in str(told.value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (f"postgresql://desk:{SECRET}@db.example:6432/state", "PostgreSQL database state at db.example:6432"),
        (f"postgresql://db.example/state?user=desk&password={SECRET}", "PostgreSQL database state at db.example"),
        ("postgresql:///state?host=/run/postgresql", "PostgreSQL database state at /run/postgresql"),
        ("postgresql:///state", "PostgreSQL database state at the local socket"),
        ("sqlite:////srv/var/state.sqlite", "/srv/var/state.sqlite"),
    ],
)
def test_it_is_shown_without_user_and_password(address: str, expected: str) -> None:
    assert shown(read_address(address)) == expected
