"""A store made again from the run folders is the store that was there."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from alerts.matching.progress import matched_until
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.erased import ErasedEntry, log_erased
from compoundwatch.pipeline.rebuild_beside import Options, Rebuilt, rebuild_beside
from compoundwatch.run_folder import RunFolder
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.history import HISTORY, START, Crawled, Seen, contents, id_of, live, settings_of, write_run

LATER = START + timedelta(days=30)


@pytest.fixture(scope="module")
def enricher(tmp_path_factory: pytest.TempPathFactory) -> Enricher:
    return Enricher.load(settings_of(tmp_path_factory.mktemp("tables")))


@pytest.fixture
def settings(tmp_path: Path, enricher: Enricher) -> Settings:
    made = settings_of(tmp_path)
    with open_store(made) as store:
        live(made, store, enricher)
    return made


def again(settings: Settings, at: datetime = LATER) -> Rebuilt:
    return rebuild_beside(settings, Options(at), lambda _: None)


def test_every_posting_revision_and_campaign_agrees(settings: Settings) -> None:
    with open_store(settings) as store:
        before = contents(store)
    assert {posting.status for posting, _, _ in before.values()} == {"active", "gone", "returned"}

    done = again(settings)

    with open_store(settings) as store:
        assert contents(store) == before
    assert (done.report.runs, done.untold) == (len(HISTORY), None)
    assert not (settings.var / "rebuild").exists()


def test_from_run_folders_alone(settings: Settings) -> None:
    with open_store(settings) as store:
        before = contents(store)
    with opened_database(settings) as engine, engine.connect() as connection:
        known = set(connection.execute(select(db.known)))
    shutil.rmtree(settings.store)
    for path in settings.var.glob("state.sqlite*"):
        path.unlink()

    again(settings)

    with open_store(settings) as store:
        assert contents(store) == before
    with opened_database(settings) as engine, engine.connect() as connection:
        assert set(connection.execute(select(db.known))) == known


def test_nobody_is_told_again_and_what_comes_later_is_told(settings: Settings, enricher: Enricher) -> None:
    again(settings)
    with open_store(settings) as store, opened_database(settings) as engine:
        cursor = matched_until(engine)
        assert cursor > 0
        assert store.since(cursor) == []
        live(settings, store, enricher, [Crawled(100, "a", [Seen("fresh", "new", "A baker for a bakery in Lagos, mornings")])])
        assert [change.posting.native_id for change in store.since(cursor) if change.event == "new"] == ["fresh"]


def test_what_was_erased_stays_erased(settings: Settings) -> None:
    with open_store(settings) as store:
        store.erase(id_of("a", "plain4"), at=LATER)
    log_erased(settings.var, ErasedEntry(id=id_of("b", "cook"), at=LATER, why="request"))

    again(settings)

    with open_store(settings) as store:
        assert {id_of("a", "plain4"), id_of("b", "cook")}.isdisjoint({posting.id for posting in store.all()})
        assert len(list(store.all())) == 5


def test_a_run_not_yet_published_is_left_to_the_next_run(settings: Settings) -> None:
    with opened_database(settings) as engine, engine.begin() as connection:
        connection.execute(delete(db.runs).where(db.runs.c.run.startswith("b/")))
    folder, _ = write_run(settings.runs, Crawled(100, "a", [Seen("fresh", "new", "A baker for a bakery in Lagos, mornings")]))
    # The store cannot be opened, so nothing can be published into it first.
    (settings.store / "postings.sqlite").write_bytes(b"not a database" * 100)

    done = again(settings)

    assert done.untold is not None
    with open_store(settings) as store:
        assert store.get(id_of("a", "fresh")) is None
        assert store.get(id_of("b", "cook")) is not None
    assert not folder.publication.exists()


def test_cut_off_and_begun_again_it_goes_on(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(settings) as store:
        before = contents(store)
    said: list[str] = []

    def cut_off(message: str) -> None:
        said.append(message)
        if message.startswith("run 4"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild_beside(settings, Options(LATER), cut_off)
    with open_store(settings) as store:
        assert contents(store) == before

    done = again(settings)
    assert (done.report.before, done.report.runs) == (3, len(HISTORY) - 3)
    with open_store(settings) as store:
        assert contents(store) == before


def test_the_records_of_before_are_kept_whole(settings: Settings) -> None:
    kept = again(settings).kept
    assert kept is not None
    with sqlite3.connect(kept) as records:
        assert records.execute("SELECT COUNT(*) FROM postings").fetchone() == (7,)
    records.close()


def test_the_ingest_time_is_that_of_the_first_try(tmp_path: Path) -> None:
    folder, _ = write_run(tmp_path, HISTORY[0])
    assert folder.begin_publishing(START) == START
    assert folder.begin_publishing(LATER) == START
    assert RunFolder(folder.path).published_at() == START
