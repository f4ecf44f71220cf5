"""Jobs of upkeep over a made-up history: each does its work, and done again it changes nothing."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.config.app import BackupConfig
from compoundwatch.db import opened_database
from compoundwatch.errors import EvidenceError, UsageError
from compoundwatch.pipeline.stages.replay import runs_between
from compoundwatch.pipeline.upkeep import Done, job_names, load_job
from compoundwatch.posting import Evidence
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.history import HISTORY, Crawled, Seen, id_of, live, settings_of, write_run
from tests.compoundwatch.pipeline.made_up import ADVERTS

LATER = datetime(2026, 11, 3, 4, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_of(tmp_path)
    with open_store(made) as store:
        live(made, store, Enricher.load(made))
    return made


def do(settings: Settings, name: str, at: datetime = LATER) -> Done:
    return load_job(name)(settings, at, lambda _: None)


def status(settings: Settings, posting: str) -> str:
    with open_store(settings) as store:
        found = store.get(posting)
        assert found is not None
        return found.status


def test_a_job_is_found_by_its_name_and_says_what_it_does() -> None:
    assert {"backup", "evidence", "retention", "sweep"} <= set(job_names())
    assert all(load_job(name).__doc__ for name in job_names())
    with pytest.raises(UsageError, match="retention"):
        load_job("retentoin")


@pytest.mark.parametrize("name", job_names())
def test_every_job_can_be_done_twice(settings: Settings, name: str) -> None:
    do(settings, name)
    again = do(settings, name, LATER + timedelta(seconds=1))
    assert all(isinstance(value, int | str) for value in again.values())


def test_a_backup_holds_state_and_store(settings: Settings) -> None:
    folder = Path(str(do(settings, "backup")["folder"]))
    assert folder == settings.var / "backups" / "20261103T040000Z"
    with sqlite3.connect(folder / "state.sqlite") as copy:
        assert copy.execute("SELECT count(*) FROM runs").fetchone() == (len(HISTORY),)
    with sqlite3.connect(folder / "postings.sqlite") as copy:
        assert copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
    assert folder.stat().st_mode & 0o077 == 0


def test_old_backups_go_and_so_does_what_a_kill_left(settings: Settings, tmp_path: Path) -> None:
    config = BackupConfig(folder=tmp_path / "elsewhere", keep=2)
    kept = replace(settings, app=settings.app.model_copy(update={"backup": config}))
    (tmp_path / "elsewhere" / "20261101T000000Z.partial").mkdir(parents=True)
    for day in range(3):
        do(kept, "backup", LATER + timedelta(days=day))
    assert sorted(path.name for path in (tmp_path / "elsewhere").iterdir()) == ["20261104T040000Z", "20261105T040000Z"]


def test_what_a_store_missed_is_gone_after_the_sweep(settings: Settings) -> None:
    """As if a store had been put back from before the run that saw the posting gone."""
    copy = id_of("b", "copy")
    with opened_database(settings) as engine, engine.begin() as connection:
        seen = (LATER - timedelta(hours=1)).timestamp()
        connection.execute(update(db.known).where(db.known.c.posting_id == copy).values(gone=True, last_seen=seen))
    assert status(settings, copy) == "returned"
    assert do(settings, "lifecycle") == {"gone": 1}
    assert status(settings, copy) == "gone"
    assert do(settings, "lifecycle") == {"gone": 0}


def test_a_posting_seen_since_it_was_gone_stays(settings: Settings) -> None:
    copy = id_of("b", "copy")
    with opened_database(settings) as engine, engine.begin() as connection:
        connection.execute(
            update(db.known)
            .where(db.known.c.posting_id == copy)
            .values(gone=True, last_seen=(LATER - timedelta(days=5)).timestamp())
        )
    assert do(settings, "lifecycle") == {"gone": 0}
    assert status(settings, copy) == "returned"


def test_runs_left_behind_are_published(settings: Settings) -> None:
    write_run(settings.runs, Crawled(80, "a", [Seen("left", "new", ADVERTS[6])]))
    assert do(settings, "left_behind") == {"sources": 1, "changes": 1}
    assert status(settings, id_of("a", "left")) == "active"
    assert do(settings, "left_behind") == {"sources": 0, "changes": 0}


def test_a_changed_capture_is_found(settings: Settings) -> None:
    evidence = Evidence(
        warc="a/20261102T100000.000000Z/pages.warc.gz", offset=0, sha256="0" * 64, spider="json_ld", spider_version="0"
    )
    write_run(settings.runs, Crawled(76, "a", [Seen("kept", "new", ADVERTS[6], evidence)]))
    with pytest.raises(EvidenceError, match="1 of 1 captures are broken"):
        do(settings, "evidence")


def test_every_run_is_audited_once_in_four_weeks(settings: Settings) -> None:
    write_run(settings.runs, Crawled(76, "a", [Seen("kept", "new", ADVERTS[6])]))
    runs = [do(settings, "evidence", LATER + timedelta(days=10 + day))["runs"] for day in range(28)]
    assert sum(int(count) for count in runs) == len(HISTORY) + 1


def test_a_replay_indexes_again_what_was_published(settings: Settings) -> None:
    day = datetime(2026, 10, 30, tzinfo=UTC)
    assert [run[:10] for run in runs_between(settings, day, day + timedelta(days=1))] == ["a/20261030", "b/20261030"]
    write_run(settings.runs, Crawled(2, "a", [Seen("waits", "new", ADVERTS[6])]))
    # What is not published yet has its turn to come, and is told then.
    assert len(runs_between(settings, day, day + timedelta(days=1))) == 2
