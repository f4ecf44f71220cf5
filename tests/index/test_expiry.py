"""Months dropped from the embedded store."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compoundwatch.posting import TaggedPosting, posting_id
from enrich.judging.risk import assess
from index.embedded import EmbeddedStore
from index.expiry import ExpiredMonth
from index.query import All

MakePosting = Callable[..., TaggedPosting]


@pytest.fixture
def filled(store: EmbeddedStore, make_posting: MakePosting) -> EmbeddedStore:
    """One posting on the first and on the last second of each of three months, each edited once."""
    for month, last in ((12, 31), (1, 31), (2, 28)):
        year = 2025 if month == 12 else 2026
        for name, when in (
            ("first", datetime(year, month, 1, tzinfo=UTC)),
            ("last", datetime(year, month, last, 23, 59, 59, 999999, tzinfo=UTC)),
        ):
            store.upsert([make_posting(f"{month}-{name}", f"Typing work {month} {name}", fetched_at=when)], at=when)
    return store


def test_whole_months_go_from_records_and_words(filled: EmbeddedStore) -> None:
    assert filled.expire("2026.02") == [ExpiredMonth("2025.12", 2), ExpiredMonth("2026.01", 2)]
    left = sorted(posting.native_id for posting in filled.all())
    assert left == ["2-first", "2-last"]
    assert sorted(posting.native_id for posting in filled.search(All()).postings) == left
    assert filled.search(All()).total == 2
    assert len(filled.since(0)) == 2


def test_a_dry_run_says_the_same_and_does_nothing(filled: EmbeddedStore) -> None:
    assert filled.expire("2026.01", dry_run=True) == [ExpiredMonth("2025.12", 2)]
    assert filled.search(All()).total == 6


def test_the_newest_month_stays_whatever_is_asked(filled: EmbeddedStore) -> None:
    filled.expire("2100.01")

    assert filled.search(All()).total == 2


def test_what_was_dropped_can_come_again_as_new(filled: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    filled.expire("2026.01")
    filled.upsert([make_posting("12-first", fetched_at=now)], at=now)
    again = filled.get(posting_id("board", "12-first"))

    assert again is not None
    assert again.first_seen == now


def test_a_kill_before_the_word_index_followed_is_made_good(
    tmp_path: Path, make_posting: MakePosting, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EmbeddedStore(tmp_path, assess) as store:
        for month in (8, 9):
            when = now.replace(month=month)
            store.upsert([make_posting(f"{month}", fetched_at=when)], at=when)
        with monkeypatch.context() as killed:
            killed.setattr("index.words.WordIndex.rebuild", _interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.expire("2026.09")
    with EmbeddedStore(tmp_path, assess) as store:
        assert store.search(All()).total == 1


def _interrupted(words: object) -> None:
    raise KeyboardInterrupt
