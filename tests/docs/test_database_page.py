"""What docs/database.md says of PostgreSQL is done as it stands there: the role and its database, the backup."""

from __future__ import annotations

import os
import re
import secrets
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, Engine, make_url, select

from compoundwatch import db

PAGE = (Path(__file__).parents[2] / "docs/database.md").read_text(encoding="utf-8")
SQL = re.search(r"```sql\n(.*?)```", PAGE, re.DOTALL)
BACKUP = re.findall(r"^    (pg_\w+ .*)$", PAGE, re.MULTILINE)


@pytest.fixture
def made(postgres_server: str) -> Iterator[URL]:
    """The role and the database of the page, under names of this test's own."""
    assert SQL is not None
    name, server = f"compoundwatch_{secrets.token_hex(4)}", make_url(postgres_server)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        for statement in SQL[1].replace("compoundwatch", name).strip().split(";\n"):
            connection.execute(statement.encode())
        yield server.set(username=name, password="choose-one", database=name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


@pytest.fixture
def engine(made: URL) -> Iterator[Engine]:
    engine = db.open_engine(made.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


def test_the_role_can_do_all_that_is_needed(engine: Engine) -> None:
    with db.writing(engine) as connection:
        connection.execute(db.marks.insert().values(name="x", value="y"))


def test_the_role_can_do_nothing_more(made: URL, engine: Engine) -> None:
    with psycopg.connect(made.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True) as connection:
        for statement in (b"CREATE DATABASE another", b"CREATE ROLE another"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)


def test_a_backup_can_be_brought_back(made: URL, engine: Engine, tmp_path: Path) -> None:
    with db.writing(engine) as connection:
        connection.execute(db.marks.insert().values(name="x", value="y"))
    dump, restore = BACKUP
    act(dump, made, tmp_path)
    with db.writing(engine) as connection:
        for table in reversed(db.metadata.sorted_tables):
            table.drop(connection)
        connection.exec_driver_sql("DROP TABLE alembic_version")
    act(restore, made, tmp_path)
    with engine.connect() as connection:
        assert connection.scalar(select(db.marks.c.value)) == "y"


def act(line: str, url: URL, folder: Path) -> None:
    """A command of the page, on this test's server; its programs lie where Debian puts them."""
    words = [
        word.replace("db.example.org", str(url.host)).replace("compoundwatch", str(url.username)) for word in shlex.split(line)
    ]
    environment = {**os.environ, "PGPASSWORD": str(url.password), "PGPORT": str(url.port)}
    ended = subprocess.run(words, env=environment, cwd=folder, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
