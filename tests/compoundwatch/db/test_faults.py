"""Every fault of a server is one line that says what to do, with the right exit code and never with a password."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, make_url, text
from sqlalchemy.exc import IntegrityError

from compoundwatch import db
from compoundwatch.errors import CompoundwatchError, StoreError, TryLater, UsageError

ONE_LINE = r"^[^\n]*{}[^\n]*$"
ROW = {"name": "x", "seq": 1}


@pytest.fixture
def url(postgres_url: str) -> URL:
    return make_url(postgres_url)


@pytest.fixture
def engine(postgres_url: str) -> Iterator[Engine]:
    engine = db.open_engine(postgres_url)
    yield engine
    engine.dispose()


@contextmanager
def visitor(url: URL) -> Iterator[URL]:
    """A user who may log in and nothing else."""
    name, password = f"visitor_{secrets.token_hex(4)}", secrets.token_hex(8)
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(sql.Identifier(name), sql.Literal(password)))
        yield url.set(username=name, password=password)
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def fault_of(url: URL) -> CompoundwatchError:
    with pytest.raises(CompoundwatchError, match=ONE_LINE.format("PostgreSQL database ")) as told:
        db.open_engine(url.render_as_string(hide_password=False)).dispose()
    assert str(url.password) not in str(told.value)
    return told.value


@pytest.mark.parametrize(
    ("changed", "kind", "words"),
    [
        ({"password": "not-the-password"}, StoreError, "wrong user or password"),
        ({"username": "nobody-here"}, StoreError, "wrong user or password"),
        ({"database": "no-such-thing"}, StoreError, "there is no such database"),
        ({"port": 9}, TryLater, "cannot be reached; is it running"),
        ({"host": "db.invalid"}, TryLater, "cannot be reached; is it running"),
        ({"query": {"sslmode": "require"}}, StoreError, "no safe connection"),
    ],
)
def test_a_server_that_lets_nobody_in(url: URL, changed: dict[str, object], kind: type[CompoundwatchError], words: str) -> None:
    fault = fault_of(url.set(**changed))  # type: ignore[arg-type]
    assert type(fault) is kind
    assert words in str(fault)


def test_a_word_that_the_driver_does_not_know_is_named(url: URL) -> None:
    with pytest.raises(UsageError, match=ONE_LINE.format("passwrd")) as told:
        db.open_engine(url.set(query={"passwrd": "hush"}).render_as_string(hide_password=False))
    assert "hush" not in str(told.value)


def test_a_user_who_may_not_make_tables(url: URL) -> None:
    with visitor(url) as user:
        fault = fault_of(user)
    assert isinstance(fault, StoreError)
    assert "lacks the right" in str(fault)


def test_a_database_that_cannot_hold_every_script(url: URL) -> None:
    name = sql.Identifier(f"{url.database}_latin")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'").format(name))
        try:
            fault = fault_of(url.set(database=f"{url.database}_latin"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))
    assert isinstance(fault, StoreError)
    assert "ENCODING 'UTF8'" in str(fault)


def end_backend(connection: Connection) -> None:
    own = connection.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(connection.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own])


def wait_for_a_lock(connection: Connection) -> None:
    with connection.engine.connect() as other, other.begin():
        other.execute(text("LOCK TABLE cursors"))
        connection.execute(text("SET LOCAL lock_timeout = '50ms'"))
        connection.execute(db.cursors.insert().values(ROW))


def take_too_long(connection: Connection) -> None:
    connection.execute(text("SET LOCAL statement_timeout = '50ms'"))
    connection.execute(text("SELECT pg_sleep(60)"))


def wait_too_long(connection: Connection) -> None:
    connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = '50ms'"))
    with connection.engine.connect() as other:
        other.execute(text("SELECT pg_sleep(0.5)"))


def stand_by(connection: Connection) -> None:
    connection.execute(text("SET TRANSACTION READ ONLY"))


@pytest.mark.parametrize(
    ("happens", "kind", "words"),
    [
        (end_backend, TryLater, "stopped or started"),
        (wait_for_a_lock, TryLater, "another program holds"),
        (take_too_long, TryLater, "took too long"),
        (wait_too_long, TryLater, "waited too long"),
        (stand_by, StoreError, "is it a standby"),
    ],
)
def test_a_fault_in_the_middle(
    engine: Engine, happens: Callable[[Connection], None], kind: type[CompoundwatchError], words: str
) -> None:
    def write() -> None:
        with db.writing(engine) as connection:
            happens(connection)
            connection.execute(db.cursors.insert().values(ROW))

    with pytest.raises(kind, match=ONE_LINE.format(words)) as told:
        write()
    assert type(told.value) is kind
    with db.writing(engine) as connection:
        connection.execute(db.cursors.insert().values(ROW))


def test_our_own_faults_pass_without_what_was_written(state_engine: Engine) -> None:
    def write_twice() -> None:
        with db.writing(state_engine) as connection:
            connection.execute(db.suppressions.insert(), [{"subscriber": "who@ngo.example", "alert": "", "at": 0.0, "why": ""}])
            connection.execute(db.cursors.insert(), [ROW, ROW])

    with pytest.raises(IntegrityError, match="hidden") as told:
        write_twice()
    assert "who@ngo.example" not in str(told.value)


def test_an_idle_connection_that_was_cut_is_made_again(engine: Engine) -> None:
    with engine.connect() as connection:
        own = connection.scalar(text("SELECT pg_backend_pid()"))
    with psycopg.connect(engine.url.set(drivername="postgresql").render_as_string(hide_password=False)) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [own])
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize(
    ("setting", "value"),
    [("application_name", "compoundwatch"), ("lock_timeout", "30s"), ("statement_timeout", "10min"), ("client_encoding", "UTF8")],
)
def test_connections_are_set_up(engine: Engine, setting: str, value: str) -> None:
    with engine.connect() as connection:
        assert connection.scalar(text(f"SHOW {setting}")) == value


def test_what_the_url_says_goes_first(url: URL) -> None:
    engine = db.open_engine(url.set(query={"application_name": "desk"}).render_as_string(hide_password=False))
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW application_name")) == "desk"
    engine.dispose()
