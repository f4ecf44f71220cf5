"""The PostgreSQL that other tests build on is real, shared, and gives each test a database of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, inspect, make_url

from compoundwatch import db
from tests.servers.postgres import Postgres

ROOT = Path(__file__).parents[2]


def tables_of(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    assert row is not None
    return int(row[0])


def test_a_database_is_new_and_empty(postgres_url: str) -> None:
    assert tables_of(postgres_url) == 0


def test_a_state_database_has_every_table(state_engine: Engine) -> None:
    assert set(inspect(state_engine).get_table_names()) == {*db.metadata.tables, "alembic_version"}


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_state_database_begins_without_rows(state_engine: Engine, time: str) -> None:
    with db.writing(state_engine) as connection:
        assert connection.execute(db.marks.select()).all() == []
        connection.execute(db.marks.insert().values(name="x", value=time))


def test_nothing_of_it_runs_as_root(own_postgres: Postgres) -> None:
    assert own_postgres.process is not None
    status = Path(f"/proc/{own_postgres.process.pid}/status").read_text(encoding="ascii")
    assert "\nUid:\t0\t" not in status


def test_an_own_server_comes_back_after_a_kill_at_the_same_address_with_what_was_committed(own_postgres: Postgres) -> None:
    before = own_postgres.url
    with psycopg.connect(before) as connection:
        connection.execute("CREATE TABLE kept (x int)")
    own_postgres.kill()
    own_postgres.start()
    assert own_postgres.url == before
    assert make_url(before).host == "127.0.0.1"
    assert tables_of(before) == 1


@pytest.mark.parametrize(("ci", "code", "word"), [({}, 0, "SKIPPED"), ({"CI": "true"}, 1, "ERROR")], ids=["here", "in CI"])
def test_a_server_that_cannot_be_reached_is_named(tmp_path: Path, ci: dict[str, str], code: int, word: str) -> None:
    """Nothing is on the PATH, so no ordinary user can be had or no server is found."""
    needs_one = "tests/servers/test_postgres.py::test_a_database_is_new_and_empty"
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", needs_one]
    bare = {"PATH": str(tmp_path), "HOME": str(tmp_path), "COMPOUNDWATCH_TEST_POSTGRESQL_PROGRAMS": str(tmp_path), **ci}
    ended = subprocess.run(words, cwd=ROOT, env=bare, capture_output=True, text=True, check=False)
    assert ended.returncode == code, ended.stdout
    assert "no PostgreSQL for tests: no " in ended.stdout
    assert f"{word} {needs_one}" in ended.stdout
