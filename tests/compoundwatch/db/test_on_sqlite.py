"""What is SQLite's own: its settings, and the faults of a file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine

from compoundwatch import db
from compoundwatch.errors import StoreError


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return db.open_engine(f"sqlite:///{tmp_path}/state.sqlite")


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30000)])
def test_connections_are_set_up(engine: Engine, pragma: str, value: object) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_scrubbed_words_are_nowhere_in_the_file(tmp_path: Path, engine: Engine) -> None:
    with db.writing(engine) as connection:
        connection.execute(db.marks.insert().values(name="x", value="a word to forget"))
    with db.writing(engine) as connection:
        connection.execute(db.marks.delete())
    db.scrub(engine)
    assert not [path for path in tmp_path.iterdir() if b"a word to forget" in path.read_bytes()]


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreError, match=r"^[^\n]*state\.sqlite: [^\n]*$"):
        db.open_engine(f"sqlite:///{tmp_path}/state.sqlite")


def test_a_folder_that_is_no_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match=r"^[^\n]*$"):
        db.open_engine(f"sqlite:///{tmp_path}/file/state.sqlite")


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    db.open_engine(f"sqlite:///{tmp_path}/new/folder/state.sqlite").dispose()
    assert (tmp_path / "new/folder/state.sqlite").is_file()


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
