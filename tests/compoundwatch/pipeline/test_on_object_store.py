"""The same history with its runs in an object store: published, made again, kept for so long, erased."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from scrapy import Request as WebRequest
from scrapy.http import HtmlResponse

from compoundwatch.archive import RunArchive, open_archive
from compoundwatch.config import Settings
from compoundwatch.db import open_database
from compoundwatch.errors import EvidenceError
from compoundwatch.evidence import read_capture
from compoundwatch.pipeline.erasing.erase import Request, erase
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.pipeline.rebuild_beside import Options, rebuild_beside
from compoundwatch.pipeline.recover import publish_left_behind
from compoundwatch.pipeline.retention import retain
from compoundwatch.posting import Evidence
from compoundwatch.run_folder import RunFolder
from enrich import Enricher
from index import open_store
from spiders.archive import WARC_NAME, PageArchive
from tests.compoundwatch.pipeline.history import (
    HISTORY,
    START,
    Crawled,
    Seen,
    contents,
    id_of,
    live,
    settings_of,
    write_run,
)
from tests.compoundwatch.pipeline.made_up import LURE

LATER = START + timedelta(days=30)
URL = "https://a.example/list"


def with_runs_in(settings: Settings, files: str) -> Settings:
    return replace(settings, app=settings.app.model_copy(update={"files": files}))


@pytest.fixture(scope="module")
def enricher(tmp_path_factory: pytest.TempPathFactory) -> Enricher:
    return Enricher.load(settings_of(tmp_path_factory.mktemp("tables")))


@pytest.fixture
def settings(tmp_path: Path, bucket: str) -> Settings:
    return with_runs_in(settings_of(tmp_path), bucket)


@pytest.fixture
def lived(settings: Settings, enricher: Enricher) -> Settings:
    with open_store(settings) as store:
        live(settings, store, enricher)
    return settings


def folders(place: Path) -> list[Path]:
    return [path for path in place.rglob("*") if path.is_dir()] if place.exists() else []


def test_postings_are_those_of_a_local_archive_and_no_run_is_left_on_this_machine(
    lived: Settings, tmp_path: Path, enricher: Enricher
) -> None:
    (tmp_path / "other").mkdir()
    local = settings_of(tmp_path / "other")
    with open_store(local) as store:
        live(local, store, enricher)
        expected = contents(store)
    with open_store(lived) as store:
        assert contents(store) == expected
    assert {path.name for path in folders(lived.runs)} == {"a", "b", ".going"}
    assert folders(lived.var / "scratch") == []


def test_the_store_is_made_again_from_the_object_store_alone(lived: Settings) -> None:
    with open_store(lived) as store:
        before = contents(store)
    shutil.rmtree(lived.var)

    done = rebuild_beside(lived, Options(LATER), lambda _: None)

    assert done.report.runs == len(HISTORY)
    with open_store(lived) as store:
        assert contents(store) == before


def test_a_run_that_was_crawled_and_not_saved_is_published_by_the_next_job(settings: Settings, enricher: Enricher) -> None:
    write_run(settings.runs, HISTORY[0])
    with open_store(settings) as store:
        publisher = Publisher(open_database(settings), store, enricher, open_archive(settings))
        assert publish_left_behind(publisher, LATER)["a"].events == {"new": 4}
        assert publish_left_behind(publisher, LATER) == {}


def test_old_runs_go_and_so_does_what_was_cut_off(lived: Settings) -> None:
    archive = open_archive(lived)
    torn = "a/20200101T060000.000000Z"
    left = RunFolder(lived.runs / torn)
    left.path.mkdir(parents=True)
    left.captured.write_bytes(b"torn")
    archive.save(left, [left.captured.name])
    shutil.rmtree(left.path)
    assert list(archive.torn()) == [torn]

    gone = retain(lived, datetime(2029, 11, 3, tzinfo=UTC)).runs

    assert gone
    assert not set(gone) & set(archive.runs())
    assert list(archive.torn()) == []


# A page of evidence in the object store.


def keep_page(settings: Settings, crawled: Crawled) -> Evidence:
    name = (START + timedelta(hours=crawled.hours)).strftime("%Y%m%dT%H%M%S.%fZ")
    warc = settings.runs / "a" / name / WARC_NAME
    warc.parent.mkdir(parents=True)
    archive = PageArchive(warc, "compoundwatch/test")
    archive.write(HtmlResponse("https://a.example/before", body=b"before", request=WebRequest("https://a.example/before")))
    stored = archive.write(HtmlResponse(URL, body=f"<p>{LURE}</p>".encode(), request=WebRequest(URL)))
    archive.close()
    return Evidence(warc=f"a/{name}/{WARC_NAME}", offset=stored.offset, sha256=stored.sha256, spider="css", spider_version="1")


@pytest.fixture
def evidence(settings: Settings, enricher: Enricher) -> Evidence:
    crawled = Crawled(0, "a", [])
    page = keep_page(settings, crawled)
    seen = [Seen("lure", "new", LURE, page), Seen("baker", "new", "Baker wanted in Lagos")]
    with open_store(settings) as store:
        live(settings, store, enricher, [replace(crawled, seen=seen)])
    return page


def everything(archive: RunArchive) -> bytes:
    """All bytes of all runs, as they lie there and unpacked."""
    found = b""
    for run in archive.runs():
        with archive.open(run) as folder:
            for path in folder.path.iterdir():
                data = path.read_bytes()
                found += data + (gzip.decompress(data) if path.suffix == ".gz" else b"")
    return found


def test_evidence_is_read_and_verified(settings: Settings, evidence: Evidence) -> None:
    capture = read_capture(open_archive(settings), evidence)
    assert (capture.url, capture.status, LURE in capture.payload.decode()) == (URL, 200, True)


def test_changed_evidence_is_noticed(settings: Settings, evidence: Evidence) -> None:
    with pytest.raises(EvidenceError, match="was changed"):
        read_capture(open_archive(settings), evidence.model_copy(update={"sha256": "0" * 64}))


def test_missing_evidence_is_told(settings: Settings, evidence: Evidence) -> None:
    with pytest.raises(EvidenceError, match="missing"):
        read_capture(open_archive(settings), evidence.model_copy(update={"warc": f"a/20200101/{WARC_NAME}"}))


def test_what_is_erased_leaves_no_word_in_the_object_store(settings: Settings, evidence: Evidence) -> None:
    archive = open_archive(settings)
    assert b"Myawaddy" in everything(archive)

    done = erase(settings, Request([id_of("a", "lure")], "request", LATER), lambda _: None)

    assert (done.postings, done.pages) == (1, 1)
    left = everything(archive)
    assert b"Myawaddy" not in left
    assert b"Lagos" in left
    with pytest.raises(EvidenceError, match="erased on request"):
        read_capture(archive, evidence)
