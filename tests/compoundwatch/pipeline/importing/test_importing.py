"""Saved files into the archive and the store: evidence as of a crawl, nothing doubled, nobody told unless asked for."""

from __future__ import annotations

import gzip
import json
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from alerts.health import troubles
from compoundwatch import db
from compoundwatch.archive import open_archive
from compoundwatch.config import Settings
from compoundwatch.db import open_database, opened_database
from compoundwatch.errors import EvidenceErased
from compoundwatch.evidence import read_capture
from compoundwatch.pipeline.erasing.erase import Request as Erase
from compoundwatch.pipeline.erasing.erase import erase
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.pipeline.rebuild_beside import Options, rebuild_beside
from compoundwatch.pipeline.recover import publish_left_behind
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.importing.saved import NOW, imported, put, stored
from tests.spiders.importers.saved_files import ADVERT, Warc, advert, mhtml


def test_an_imported_page_is_a_posting_with_evidence(settings: Settings, warc: Path) -> None:
    done = imported(settings, warc)
    (posting,) = stored(settings)
    assert posting.evidence is not None
    capture = read_capture(open_archive(settings), posting.evidence)

    assert (done.exit_code, done.events) == (0, {"new": 1})
    assert (posting.source, posting.title, posting.url) == ("imported", "Typist", ADVERT)
    assert posting.first_seen == posting.last_seen == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert (capture.payload, capture.status, capture.date) == (advert(), 200, "2026-11-01T10:00:00Z")


def test_what_lies_in_the_run_folder_is_for_the_owner_alone(settings: Settings, warc: Path) -> None:
    run = imported(settings, warc).run
    folder = settings.runs / str(run)

    for name in ("captured.jsonl", "imported.jsonl", "sightings.jsonl", "pages.warc.gz", "stats.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert json.loads((folder / "stats.json").read_text())["imported"] == "silent"


def test_the_same_file_twice_doubles_nothing(settings: Settings, warc: Path) -> None:
    imported(settings, warc)
    before = stored(settings)
    again = imported(settings, warc, put(warc.parent / "copy.warc.gz", warc.read_bytes()), at=NOW + timedelta(hours=1))

    assert (again.run, again.exit_code, [file.before for file in again.files]) == (None, 0, [True, True])
    assert stored(settings) == before
    assert len(list(open_archive(settings).runs())) == 1
    assert not list((settings.runs / ".importing").rglob("*.jsonl"))


def test_again_takes_it_once_more_and_changes_nothing(settings: Settings, warc: Path) -> None:
    imported(settings, warc)
    again = imported(settings, warc, at=NOW + timedelta(hours=1), again=True)

    assert (again.run is not None, again.events) == (True, {})
    assert [posting.revision for posting in stored(settings)] == [0]


def test_an_older_capture_that_comes_late_changes_nothing(settings: Settings, warc: Path, tmp_path: Path) -> None:
    imported(settings, warc)
    older = Warc().response(advert(text="Older words"), WARC_Date="2026-10-01T10:00:00Z").bytes()
    imported(settings, put(tmp_path / "saved" / "b.warc.gz", older), at=NOW + timedelta(hours=1))

    assert [posting.text for posting in stored(settings)] == ["Fast typing in Poipet. Telegram @made_up_hr"]


def test_a_source_keeps_its_own_ids_country_and_health(settings: Settings, warc: Path) -> None:
    imported(settings, warc, source="board")
    (posting,) = stored(settings)
    with opened_database(settings) as engine, engine.connect() as connection:
        trouble = troubles(connection, settings.sources(), NOW)
        known = connection.execute(select(db.known)).all()

    assert (posting.source, posting.source_country) == ("board", "KE")
    # Nobody has looked at the board itself, and no run of it will find the posting missing.
    assert [(each.source, each.trouble) for each in trouble] == [("board", "never checked")]
    assert known == []


def test_nobody_is_told_unless_asked_for(settings: Settings, warc: Path, tmp_path: Path) -> None:
    imported(settings, warc)
    with open_store(settings) as store:
        assert store.since(0) == []
    other = put(tmp_path / "saved" / "b.html", f"<!-- saved from url=(0033){ADVERT}2 -->".encode() + advert("Cook", "For a school"))
    imported(settings, other, at=NOW + timedelta(hours=1), alert=True)
    with open_store(settings) as store:
        assert [change.posting.title for change in store.since(0)] == ["Cook"]


def test_what_was_cut_off_before_it_was_published_is_published_silently(settings: Settings, warc: Path) -> None:
    run = imported(settings, warc).run
    with opened_database(settings) as engine, engine.begin() as connection:
        connection.execute(db.runs.delete())
    for path in (settings.runs / str(run)).glob("published.json"):
        path.unlink()
    settings.store.rename(settings.var / "lost")
    with open_store(settings) as store:
        publisher = Publisher(open_database(settings), store, Enricher.load(settings), open_archive(settings))
        publish_left_behind(publisher, NOW + timedelta(days=1))

        assert len(list(store.all())) == 1
        assert store.since(0) == []


def test_a_store_made_again_holds_what_was_imported(settings: Settings, warc: Path) -> None:
    imported(settings, warc)
    before = stored(settings)
    rebuild_beside(settings, Options(NOW + timedelta(days=1)), lambda _: None)

    assert stored(settings) == before


def test_erasing_reaches_the_saved_file_and_it_never_comes_back(settings: Settings, tmp_path: Path) -> None:
    page = put(tmp_path / "saved" / "a.mhtml", mhtml(advert().decode()))
    imported(settings, page, source="board")
    (posting,) = stored(settings)
    erase(settings, Erase([posting.id], "request", NOW), lambda _: None)

    (warc,) = settings.runs.rglob("*.warc.gz")
    assert posting.evidence is not None
    with pytest.raises(EvidenceErased):
        read_capture(open_archive(settings), posting.evidence)
    assert b"made_up_hr" not in gzip.decompress(warc.read_bytes())
    imported(settings, page, source="board", at=NOW + timedelta(hours=1), again=True)
    assert stored(settings) == []
