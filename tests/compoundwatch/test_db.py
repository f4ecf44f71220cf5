from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, select, text

from compoundwatch import db
from compoundwatch.db.engine import HEAD
from compoundwatch.errors import StoreError
from compoundwatch.migrations import alembic_config


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return db.open_engine(f"sqlite:///{tmp_path}/state.sqlite")


def test_the_versions_lead_to_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), db.metadata) == []


def test_head_is_the_newest_version() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == HEAD


def test_a_new_version_can_be_undone(engine: Engine) -> None:
    from alembic import command

    config = alembic_config()
    with db.writing(engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        assert connection.scalars(text("SELECT name FROM sqlite_master WHERE name = 'ledger'")).all() == []


def test_opening_again_does_not_load_alembic(tmp_path: Path, engine: Engine) -> None:
    code = f"import sys; from compoundwatch.db import open_engine; open_engine('sqlite:///{tmp_path}/state.sqlite')"
    check = f"{code}; sys.exit(any(name.split('.')[0] == 'alembic' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", check], check=False, cwd=Path(__file__).parents[2]).returncode == 0


def test_two_programs_may_open_a_new_database_at_once(tmp_path: Path) -> None:
    code = f"from compoundwatch.db import open_engine; open_engine('sqlite:///{tmp_path}/new.sqlite')"
    racing = [subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2]) for _ in range(3)]
    assert [program.wait() for program in racing] == [0, 0, 0]


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30000)])
def test_connections_are_set_up(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_failure_undoes_the_whole_transaction(engine: Engine) -> None:
    def fail() -> None:
        with db.writing(engine) as connection:
            connection.execute(db.cursors.insert().values(name="x", seq=1))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with engine.connect() as connection:
        assert connection.execute(select(db.cursors)).all() == []


def test_insert_new_leaves_what_is_there(engine: Engine) -> None:
    for seq in (1, 2):
        with db.writing(engine) as connection:
            connection.execute(db.insert_new(connection, db.cursors).values(name="x", seq=seq))
    with engine.connect() as connection:
        assert connection.scalar(select(db.cursors.c.seq)) == 1


def test_a_newer_schema_is_refused(tmp_path: Path, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="not one of this version"):
        db.open_engine(f"sqlite:///{tmp_path}/state.sqlite")


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"^[^\n]*state\.sqlite: [^\n]*$"):
        db.open_engine(f"sqlite:///{tmp_path}/state.sqlite")


def test_a_folder_that_is_no_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"^[^\n]*$"):
        db.open_engine(f"sqlite:///{tmp_path}/file/state.sqlite")


def test_a_read_only_database_is_one_line(tmp_path: Path, engine: Engine) -> None:
    read_only = db.open_engine(f"sqlite:///file:{tmp_path}/state.sqlite?mode=ro&uri=true")

    def write() -> None:
        with db.writing(read_only) as connection:
            connection.execute(db.cursors.insert().values(name="x", seq=1))

    with pytest.raises(StoreError, match=r"^[^\n]*readonly[^\n]*$"):
        write()


def test_a_full_disk_is_one_line(engine: Engine) -> None:
    def fill() -> None:
        with db.writing(engine) as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
            for number in range(1000):
                connection.execute(db.cursors.insert().values(name="x" * 90 + str(number), seq=1))

    with pytest.raises(StoreError, match=r"^[^\n]*full[^\n]*$"):
        fill()


def test_a_database_that_is_held_by_another_is_one_line(tmp_path: Path, engine: Engine) -> None:
    holder = sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    def write() -> None:
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 1")
            connection.execute(db.cursors.insert().values(name="x", seq=1))

    with pytest.raises(StoreError, match="locked"):
        write()
    holder.close()
