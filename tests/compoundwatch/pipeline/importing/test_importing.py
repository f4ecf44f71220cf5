"""Saved files into the archive and the store: evidence as of a crawl, nothing doubled, nobody told unless asked for."""

from __future__ import annotations

import gzip
import json
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from alerts.health import troubles
from compoundwatch import db
from compoundwatch.archive import open_archive
from compoundwatch.config import Settings
from compoundwatch.db import open_database
from compoundwatch.errors import EvidenceErased, SourceRefused, UsageError
from compoundwatch.evidence import read_capture
from compoundwatch.pipeline.erasing.erase import Request as Erase
from compoundwatch.pipeline.erasing.erase import erase
from compoundwatch.pipeline.importing.importing import import_saved
from compoundwatch.pipeline.importing.request import ImportReport, Request
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.pipeline.rebuild_beside import Options, rebuild_beside
from compoundwatch.pipeline.recover import publish_left_behind
from compoundwatch.pipeline.stages.left_behind import publish_source, sources_left_behind
from compoundwatch.posting import Posting
from enrich import Enricher
from index import open_store
from spiders.importers.reading.saved import Given
from tests.compoundwatch.pipeline.history import settings_of
from tests.spiders.importers.saved_files import ADVERT, Warc, advert, mhtml

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BOARD = """\
title: Board
home: https://jobs.example.org/
kind: job
platform: json_ld
start: [https://jobs.example.org/sitemap.xml]
country: KE
enabled: true
terms: A made-up board for tests.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_of(tmp_path / "installation")
    configs = tmp_path / "configs"
    (configs / "spiders").mkdir(parents=True)
    (configs / "spiders" / "board.yml").write_text(BOARD)
    return replace(made, configs=configs, app=made.app.model_copy(update={"tables": str(made.tables)}))


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    return put(tmp_path / "saved" / "a.warc.gz", Warc().response(advert(), WARC_Date="2026-11-01T10:00:00Z").bytes())


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def imported(
    settings: Settings, *paths: Path, at: datetime = NOW, given: dict[str, Any] | None = None, **asked: Any
) -> ImportReport:
    return import_saved(settings, Request(paths, Given(now=at, **given or {}), **asked), lambda: at, lambda _: None)


def stored(settings: Settings) -> list[Posting]:
    with open_store(settings) as store:
        return list(store.all())


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
    with open_database(settings).connect() as connection:
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
    with open_database(settings).begin() as connection:
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


def test_each_row_of_a_table_has_evidence_and_bad_ones_are_set_aside(settings: Settings, tmp_path: Path) -> None:
    table = put(tmp_path / "saved" / "a.csv", "title,url\nCook,https://b.example/1\nGuard,nowhere\nTypist,https://b.example/2\n")
    done = imported(settings, table, collection="hotline", given={"kind": "social"}, country="TH")
    archive = open_archive(settings)

    assert (done.exit_code, done.files[0].postings, done.files[0].rejected) == (1, 2, 1)
    (rejected,) = (tmp_path / "saved" / "a.csv.rejected.jsonl").read_text().splitlines()
    assert json.loads(rejected)["line"] == 3
    for posting in stored(settings):
        assert (posting.source, posting.kind, posting.source_country) == ("hotline", "social", "TH")
        assert posting.evidence is not None
        assert json.loads(read_capture(archive, posting.evidence).payload) == {"title": posting.title, "url": posting.url}


def test_rows_of_one_address_with_other_words_are_not_lost_silently(settings: Settings, tmp_path: Path) -> None:
    table = put(tmp_path / "saved" / "a.csv", "title,url\nCook,https://b.example/1\nGuard,https://b.example/1\n")
    done = imported(settings, table)

    assert (done.files[0].postings, done.files[0].rejected) == (1, 1)
    assert "native_id" in table.with_name("a.csv.rejected.jsonl").read_text()


WALL = """<html><head><title>Log in</title></head><body><form><h1>You must log in to continue</h1><input type=password></form>
</body></html>"""


def test_a_page_is_judged_first(settings: Settings, tmp_path: Path) -> None:
    page = put(tmp_path / "saved" / "a.html", f"<!-- saved from url=(0033){ADVERT} -->{WALL}")
    done = imported(settings, page)

    assert (done.run, done.exit_code) == (None, 4)
    assert "login" in str(done.files[0].why)


def test_one_bad_file_stops_no_other(settings: Settings, warc: Path) -> None:
    put(warc.parent / "broken.warc.gz", warc.read_bytes()[:-30])
    put(warc.parent / "empty.html", "")
    put(warc.parent / "unknown.html", f"<!-- saved from url=(0033){ADVERT} --><p>{'Nothing of the kind. ' * 40}</p>")
    done = imported(settings, warc.parent)

    assert [(Path(file.file).name, file.postings > 0, file.exit_code) for file in done.files] == [
        ("a.warc.gz", True, 0),
        ("broken.warc.gz", False, 1),
        ("empty.html", False, 2),
        ("unknown.html", False, 1),
    ]
    assert len(stored(settings)) == 1


def test_a_folder_is_walked_without_what_belongs_to_pages(settings: Settings, warc: Path) -> None:
    folder = warc.parent
    (folder / "page_files").mkdir()
    put(folder / "page_files" / "frame.html", advert())
    put(folder / "page.html", f"<!-- saved from url=(0033){ADVERT}2 -->".encode() + advert("Cook"))
    put(folder / "a.csv.rejected.jsonl", "{}\n")
    put(folder / "picture.png", "x")
    (folder / "link.html").symlink_to("/etc/hostname")

    assert [Path(file.file).name for file in imported(settings, folder).files] == ["a.warc.gz", "page.html"]


def test_the_stop_list_wins(settings: Settings, warc: Path) -> None:
    put(settings.configs / "stop.yml", "stopped:\n  - {domain: jobs.example.org, since: 2026-01-01, why: asked by mail}\n")

    assert (imported(settings, warc).run, imported(settings, warc).exit_code) == (None, 4)
    with pytest.raises(SourceRefused, match="asked by mail"):
        imported(settings, warc, source="board")


@pytest.mark.parametrize(
    "asked",
    [
        {"collection": "board"},
        {"collection": "../up"},
        {"source": "board", "collection": "other"},
        {"source": "nobody"},
        {"platform": "nobody"},
        {"country": "Kenya"},
        {"given": {"columns": {"nothing": "x"}}},
    ],
)
def test_wrong_usage(settings: Settings, warc: Path, asked: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        imported(settings, warc, **asked)


def test_one_address_cannot_be_that_of_several_files(settings: Settings, warc: Path) -> None:
    put(warc.parent / "b.html", advert())

    with pytest.raises(UsageError, match="--url"):
        imported(settings, warc.parent, given={"url": ADVERT})


def test_what_a_killed_import_left_goes_with_the_next(settings: Settings, warc: Path) -> None:
    left = settings.runs / ".importing" / "imported" / "20261121T000000.000000Z-import"
    left.mkdir(parents=True)
    (left / "captured.jsonl").write_text("{}\n")

    assert imported(settings, warc).exit_code == 0
    assert not left.exists()


def test_run_folders_in_another_place(settings: Settings, warc: Path, tmp_path: Path) -> None:
    elsewhere = replace(settings, app=settings.app.model_copy(update={"files": f"file://{tmp_path}/share"}))
    run = imported(elsewhere, warc).run
    (posting,) = stored(elsewhere)

    assert posting.evidence is not None
    assert (tmp_path / "share" / str(run) / "pages.warc.gz").is_file()
    assert read_capture(open_archive(elsewhere), posting.evidence).payload == advert()
    assert imported(elsewhere, warc, at=NOW + timedelta(hours=1)).files[0].before


def test_a_scheduler_that_finds_the_crawls_of_a_source_finds_its_imports(settings: Settings, warc: Path) -> None:
    run = imported(settings, warc, source="board").run
    with open_database(settings).begin() as connection:
        connection.execute(db.runs.delete())

    assert sources_left_behind(settings) == ["board"]
    publish_source(settings, "board", NOW)
    assert sources_left_behind(settings) == []
    assert [each.evidence.warc.rpartition("/")[0] for each in stored(settings) if each.evidence] == [run]
