"""Which files, pages and rows are taken, which are left and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from compoundwatch import db
from compoundwatch.archive import open_archive
from compoundwatch.config import Settings
from compoundwatch.db import opened_database
from compoundwatch.errors import SourceRefused, UsageError
from compoundwatch.evidence import read_capture
from compoundwatch.pipeline.stages.left_behind import publish_source, sources_left_behind
from tests.compoundwatch.pipeline.importing.saved import NOW, imported, put, stored
from tests.spiders.importers.saved_files import ADVERT, advert


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
    with opened_database(settings) as engine, engine.begin() as connection:
        connection.execute(db.runs.delete())

    assert sources_left_behind(settings) == ["board"]
    publish_source(settings, "board", NOW)
    assert sources_left_behind(settings) == []
    assert [each.evidence.warc.rpartition("/")[0] for each in stored(settings) if each.evidence] == [run]
