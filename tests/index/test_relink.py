"""Linking the whole embedded store once more."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from compoundwatch.posting import TaggedPosting
from enrich.judging.risk import assess
from index.embedded import RECORDS, EmbeddedStore
from tests.index.test_linking import KK_PARK, LURE, UNLIKE, VARIANT

MakePosting = Callable[..., TaggedPosting]


@pytest.fixture
def texts(make_posting: MakePosting) -> list[TaggedPosting]:
    """Two variants, of which one names a compound, a third that shares a contact with it, and one of its own."""
    return [
        make_posting("one", LURE, telegram="hr_made_up", compounds=[KK_PARK]),
        make_posting("two", VARIANT, hours=1),
        make_posting("mate", "Drivers wanted for the night", hours=2, telegram="hr_made_up"),
        make_posting("alone", UNLIKE, hours=3),
    ]


@pytest.fixture
def unlinked(tmp_path: Path, store: EmbeddedStore, texts: list[TaggedPosting], now: datetime) -> None:
    """The store as if no posting had been linked when it came."""
    store.upsert(texts, at=now)
    with sqlite3.connect(tmp_path / "store" / RECORDS) as records:
        records.execute("UPDATE postings SET campaign = NULL, linked = NULL, shape = NULL")
        records.executescript("DELETE FROM shapes; DELETE FROM bands")
    records.close()


@pytest.mark.usefixtures("unlinked")
def test_what_was_missed_is_joined(tmp_path: Path, store: EmbeddedStore, texts: list[TaggedPosting], now: datetime) -> None:
    with EmbeddedStore(tmp_path / "expected", assess) as expected:
        expected.upsert(texts, at=now)

        assert store.relink(_nobody) == 3
        assert list(store.all()) == list(expected.all())


@pytest.mark.usefixtures("unlinked")
def test_nobody_is_told(store: EmbeddedStore) -> None:
    told = store.since(0)
    store.relink(_nobody)

    assert [(change.seq, change.event) for change in store.since(0)] == [(change.seq, change.event) for change in told]


def test_again_nothing_changes(store: EmbeddedStore, texts: list[TaggedPosting], now: datetime) -> None:
    store.upsert(texts, at=now)

    assert store.relink(_nobody) == 0


def _nobody(count: int) -> None:
    """Nobody watches."""
