"""The embedded store: what it keeps, what it tells, and how it heals."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from compoundwatch.errors import StoreError
from compoundwatch.posting import TaggedPosting, posting_id
from enrich.judging.risk import assess
from index.embedded import EmbeddedStore
from index.query import parse_query

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)
ONE = posting_id("board", "one")


def ids(store: EmbeddedStore, query: str) -> list[str]:
    return [posting.native_id for posting in store.search(parse_query(query), limit=100).postings]


def test_no_file_holds_the_words_of_an_erased_posting(tmp_path: Path, make_posting: MakePosting, now: datetime) -> None:
    with EmbeddedStore(tmp_path, assess) as store:
        store.upsert([make_posting(text="unmistakableword here " * 30), make_posting("two", "Other work")], at=now)
        store.erase(ONE, at=now)
        store.rebuild()

    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"unmistakable" in path.read_bytes()] == []


@pytest.mark.parametrize("damage", ["removed", "emptied", "torn"])
def test_a_damaged_word_index_is_made_anew(tmp_path: Path, make_posting: MakePosting, now: datetime, damage: str) -> None:
    with EmbeddedStore(tmp_path, assess) as store:
        store.upsert([make_posting()], at=now)
    words = tmp_path / "words"
    if damage == "removed":
        shutil.rmtree(words)
    for path in list(words.rglob("*")) if damage != "removed" else []:
        if path.is_file():
            os.truncate(path, 0 if damage == "emptied" else path.stat().st_size // 2)

    with EmbeddedStore(tmp_path, assess) as store:
        assert ids(store, "typing") == ["one"]


def test_records_that_were_put_back_are_searched_as_they_are(tmp_path: Path, make_posting: MakePosting, now: datetime) -> None:
    with EmbeddedStore(tmp_path / "a", assess) as store:
        store.upsert([make_posting()], at=now)
        store.backup(tmp_path / "copy.sqlite")
        store.upsert([make_posting("two")], at=now)
    shutil.copy(tmp_path / "copy.sqlite", tmp_path / "a" / "postings.sqlite")

    with EmbeddedStore(tmp_path / "a", assess) as store:
        assert ids(store, "typing") == ["one"]


def test_what_one_process_writes_another_finds(tmp_path: Path, make_posting: MakePosting, now: datetime) -> None:
    with EmbeddedStore(tmp_path, assess) as reader, EmbeddedStore(tmp_path, assess) as writer:
        writer.upsert([make_posting()], at=now)

        assert ids(reader, "typing") == ["one"]


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(StoreError, match="file"):
        EmbeddedStore(tmp_path / "file" / "store", assess)


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "postings.sqlite").write_bytes(b"no database at all" * 100)

    with pytest.raises(StoreError, match="not a database"):
        EmbeddedStore(tmp_path, assess)


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, make_posting: MakePosting, now: datetime) -> None:
    with EmbeddedStore(tmp_path, assess) as store:
        store.upsert([make_posting()], at=now)
        (pages,) = store._records.connection.execute("PRAGMA page_count").fetchone()
        store._records.connection.execute(f"PRAGMA max_page_count={pages + 2}")
        with pytest.raises(StoreError, match="full"):
            store.upsert((make_posting(f"p{number}", f"Text {number} " * 500) for number in range(300)), at=now)
    with EmbeddedStore(tmp_path, assess) as store:
        store.upsert((make_posting(f"p{number}", f"Text {number} " * 500) for number in range(300)), at=now)

        assert store.search(parse_query("*")).total == 301


def test_another_layout_is_refused(tmp_path: Path) -> None:
    EmbeddedStore(tmp_path, assess).close()
    with sqlite3.connect(tmp_path / "postings.sqlite") as records:
        records.execute("PRAGMA user_version=99")
    records.close()

    with pytest.raises(StoreError, match="another version"):
        EmbeddedStore(tmp_path, assess)


def test_files_left_by_a_writer_killed_in_its_commit_are_no_hindrance(
    tmp_path: Path, make_posting: MakePosting, now: datetime
) -> None:
    with EmbeddedStore(tmp_path, assess) as store:
        store.upsert([make_posting("one", "First words"), make_posting("two", "Other text")], at=now)
    segment = next((tmp_path / "words").glob("*/*.idx"))
    for stamp in range(50):
        segment.with_suffix(f".{stamp}.del").touch()

    with EmbeddedStore(tmp_path, assess) as store:
        store.upsert([make_posting("one", "Second words", hours=1)], at=now + HOUR)
        assert ids(store, "second") == ["one"]
        assert ids(store, "first") == []
        assert ids(store, "other") == ["two"]
