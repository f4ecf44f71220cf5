"""The embedded store: what it keeps, what it tells, and how it heals."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from compoundwatch.errors import StoreError, UsageError
from compoundwatch.posting import Posting, TaggedPosting, posting_id
from enrich.risk import assess
from index.embedded import EmbeddedStore
from index.query import parse_query

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)
ONE = posting_id("board", "one")


def ids(store: EmbeddedStore, query: str) -> list[str]:
    return [posting.native_id for posting in store.search(parse_query(query), limit=100).postings]


def got(store: EmbeddedStore, name: str = "one") -> Posting:
    found = store.get(posting_id("board", name))
    assert found is not None
    return found


def test_a_batch_again_changes_nothing(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    batch = [make_posting(f"p{number}", f"Text number {number}") for number in range(5)]
    store.upsert(batch, at=now)
    again = store.upsert(batch, at=now + HOUR)

    assert (again.events, again.updated, again.unchanged) == ({}, 0, 5)


def test_what_was_stored_comes_back_whole(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    posting = make_posting(title="Hiring", telegram="hr_desk")
    store.upsert([posting], at=now + HOUR)

    expected = Posting(**dict(posting), first_seen=now, last_seen=now, ingested_at=now + HOUR)
    assert got(store) == expected


def test_an_edit_keeps_the_content_of_before(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting(text="First words")], at=now)
    store.upsert([make_posting(text="Second words", hours=1)], at=now + HOUR)

    assert [(one.number, one.posting.text) for one in store.revisions(ONE)] == [(0, "First words")]


def test_an_edit_is_found_by_its_new_words_only(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting(text="First words")], at=now)
    store.upsert([make_posting(text="Second words", hours=1)], at=now + HOUR)

    assert (ids(store, "first"), ids(store, "second")) == ([], ["one"])


def test_changes_are_told_in_order_and_once(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting()], at=now)
    store.sighted([], [ONE], at=now + HOUR)
    store.sighted([ONE], [], at=now + 2 * HOUR)
    changes = store.since(0)

    assert [change.event for change in changes] == ["new", "gone", "returned"]
    assert store.since(changes[-1].seq) == []


def test_silent_changes_are_never_told(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting()], at=now, silent=True)

    assert store.since(0) == []


def test_a_sighting_moves_last_seen(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting()], at=now)
    store.sighted([ONE, "0" * 32], [], at=now + HOUR)

    assert got(store).last_seen == now + HOUR


def test_status_is_searched_as_it_stands(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting(), make_posting("two", "Other work")], at=now)
    store.sighted([], [ONE], at=now + HOUR)

    assert (ids(store, "status:gone"), ids(store, "status:active")) == (["one"], ["two"])


def test_pages_go_on_where_the_last_ended_while_others_write(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime
) -> None:
    store.upsert([make_posting(f"p{number}") for number in range(10)], at=now)
    first = store.search(parse_query("typing"), limit=4)
    store.upsert([make_posting("late")], at=now)
    second = store.search(parse_query("typing"), limit=4, after=first.after)

    assert [posting.native_id for posting in second.postings] == ["p5", "p4", "p3", "p2"]


def test_the_riskiest_come_first_when_asked(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    risks = {"low": 0.1, "high": 0.9, "mid": 0.5}
    store.upsert(
        [make_posting(name, risk={"score": score, "level": "low", "reasons": []}) for name, score in risks.items()], at=now
    )
    hits = store.search(parse_query("*"), sort="risk")

    assert [posting.native_id for posting in hits.postings] == ["high", "mid", "low"]


def test_words_that_stand_more_often_count_more(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert(
        [make_posting("often", "visa visa visa"), make_posting("once", "visa and many more words of other things")], at=now
    )

    assert [posting.native_id for posting in store.search(parse_query("visa"), sort="score").postings] == ["often", "once"]


def test_a_page_mark_that_is_none_is_refused(store: EmbeddedStore) -> None:
    with pytest.raises(UsageError, match="page"):
        store.search(parse_query("*"), after="1; DROP")


def test_facets_count_values(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting(f"p{number}", telegram="a" if number else "b") for number in range(3)], at=now)

    assert store.facets(parse_query("*"), "telegram") == [("a", 2), ("b", 1)]


def test_an_erased_posting_is_gone_for_good(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting()], at=now)
    store.erase(ONE, at=now)
    again = store.upsert([make_posting(hours=1)], at=now + HOUR)

    assert (store.get(ONE), ids(store, "*"), again.unchanged) == (None, [], 1)


def test_no_file_holds_the_words_of_an_erased_posting(tmp_path: Path, make_posting: MakePosting, now: datetime) -> None:
    with EmbeddedStore(tmp_path, assess) as store:
        store.upsert([make_posting(text="unmistakableword here " * 30), make_posting("two", "Other work")], at=now)
        store.erase(ONE, at=now)
        store.rebuild()

    assert [path for path in tmp_path.rglob("*") if path.is_file() and b"unmistakable" in path.read_bytes()] == []


def test_ids_are_found_by_their_beginning(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting(), make_posting("two")], at=now)

    assert store.find(ONE[:8].upper()) == [ONE]


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
