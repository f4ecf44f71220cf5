"""Erasing on request: no word of the posting is left anywhere, and nothing else is touched."""

from __future__ import annotations

import gzip
import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy import Request as WebRequest
from scrapy.http import HtmlResponse
from warcio.archiveiterator import ArchiveIterator

from compoundwatch.archive import LocalArchive
from compoundwatch.config import Settings
from compoundwatch.erased import read_erased
from compoundwatch.errors import EvidenceError, UsageError
from compoundwatch.evidence import read_capture
from compoundwatch.pipeline.erasing import erase as erasing
from compoundwatch.pipeline.erasing.erase import Erased, Request, erase
from compoundwatch.posting import Evidence
from enrich import Enricher
from index import open_store
from spiders.archive import WARC_NAME, PageArchive
from tests.compoundwatch.pipeline.erasing.conftest import Watched
from tests.compoundwatch.pipeline.history import START, Crawled, Seen, id_of, live, settings_of
from tests.compoundwatch.pipeline.made_up import LURE

LATER = START + timedelta(days=30)
# Words that stand only in the lure, in the spellings that tags, mails and tokens give them.
WORDS = ("made_up_hr", "made_up_new_hr", "Customer service in Myawaddy", "customer service in myawaddy", "advert/1", "Advert 1")


def erase_now(settings: Settings, *ids: str, with_shared_pages: bool = False) -> Erased:
    return erase(settings, Request(ids, "request", LATER, with_shared_pages), lambda _: None)


def unpacked(path: Path) -> bytes:
    """The bytes of a file as they lie there, and what a gzip file unpacks to."""
    data = path.read_bytes()
    return data + gzip.decompress(data) if path.suffix == ".gz" else data


def places_of(var: Path, words: tuple[str, ...]) -> dict[str, str]:
    """Files below `var` that hold one of the words."""
    files = [path for path in sorted(var.rglob("*")) if path.is_file()]
    return {str(path.relative_to(var)): word for path in files for word in words if word.encode() in unpacked(path)}


def lure_of(settings: Settings) -> str:
    with open_store(settings) as store:
        return next(posting.id for posting in store.all() if posting.title == "Advert 1")


def test_no_word_of_it_is_left_anywhere(watched: Watched) -> None:
    settings = watched.settings
    assert len(places_of(settings.var, WORDS)) >= 8

    done = erase_now(settings, lure_of(settings)[:8])

    assert places_of(settings.var, WORDS) == {}
    assert (done.postings, done.pages, done.mails) == (1, 2, 2)


def test_it_is_written_down_without_its_content(watched: Watched) -> None:
    settings = watched.settings
    lure = lure_of(settings)
    erase_now(settings, lure)
    assert [(entry.id, entry.at, entry.why) for entry in read_erased(settings.var)] == [(lure, LATER, "request")]


def test_the_other_postings_and_their_evidence_are_as_they_were(watched: Watched) -> None:
    settings = watched.settings
    lure = lure_of(settings)
    with open_store(settings) as store:
        before = {posting.id: posting for posting in store.all() if posting.id != lure}

    erase_now(settings, lure)

    with open_store(settings) as store:
        assert {posting.id: posting for posting in store.all()} == before
    for posting in before.values():
        assert posting.evidence is not None
        assert read_capture(LocalArchive(settings.runs), posting.evidence).status == 200


def test_other_lines_stay_byte_for_byte(watched: Watched) -> None:
    settings = watched.settings
    lure = lure_of(settings).encode()
    files = sorted(settings.runs.glob("*/*/*.jsonl"))
    expected = {path: [line for line in path.read_bytes().splitlines(True) if lure not in line] for path in files}
    modes = {path: path.stat().st_mode for path in files}

    erase_now(settings, lure.decode())

    assert {path: path.read_bytes().splitlines(True) for path in files} == expected
    assert {path: path.stat().st_mode for path in files} == modes


def test_the_next_crawl_passes_it_over_and_tells_nobody(watched: Watched) -> None:
    settings = watched.settings
    lure = lure_of(settings)
    erase_now(settings, lure)
    before = watched.board.adverts[1]
    watched.board.adverts[1] = LURE.replace("2500", "6000")

    again = watched.installation.run()

    watched.board.adverts[1] = before
    assert (again["exit_code"], again["hits"], again["mails"]) == (0, 0, 0)
    assert places_of(settings.var, WORDS) == {}
    with open_store(settings) as store:
        assert store.get(lure) is None


def test_the_mails_stay_mails(watched: Watched) -> None:
    settings = watched.settings
    before = [(mail["To"], mail["Subject"], mail["Message-ID"]) for mail in watched.installation.mails()]
    erase_now(settings, lure_of(settings))
    mails = watched.installation.mails()
    assert [(mail["To"], mail["Subject"], mail["Message-ID"]) for mail in mails] == before
    assert all("erased on request" in str(mail.get_content()) for mail in mails)


@pytest.mark.parametrize("step", ["log_erased", "forget_posting", "drop_lines", "overwrite", "close_plan"])
def test_cut_off_at_any_step_the_next_call_sees_it_through(watched: Watched, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = watched.settings
    lure = lure_of(settings)

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, step, cut_off)
        with pytest.raises(KeyboardInterrupt):
            erase_now(settings, lure)

    erase_now(settings)

    assert places_of(settings.var, WORDS) == {}
    assert [entry.id for entry in read_erased(settings.var)] == [lure]
    assert not list((settings.var / "erasing").iterdir())


def test_a_record_torn_by_a_kill_is_made_whole(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = watched.settings
    lure = lure_of(settings)

    def torn(handle: int, offset: int, length: int, _at: object) -> None:
        os.pwrite(handle, b"\x1f\x8b\x08\0\0\0", offset)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(erasing, "overwrite", torn)
        with pytest.raises(KeyboardInterrupt):
            erase_now(settings, lure)
    erase_now(settings)

    for warc in settings.runs.rglob("*.warc.gz"):
        with warc.open("rb") as file:
            assert len(list(ArchiveIterator(file))) >= 3
    assert places_of(settings.var, WORDS) == {}


def test_an_unknown_id_is_said(watched: Watched) -> None:
    settings = watched.settings
    with pytest.raises(UsageError, match="neither stored nor in a run folder"):
        erase_now(settings, "0" * 32)


# One page that shows several postings, kept on two days.


def keep_page(settings: Settings, crawled: Crawled, body: str) -> Evidence:
    """The list page as a crawl archives it."""
    name = (START + timedelta(hours=crawled.hours)).strftime("%Y%m%dT%H%M%S.%fZ")
    warc = settings.runs / "a" / name / WARC_NAME
    warc.parent.mkdir(parents=True)
    archive = PageArchive(warc, "compoundwatch/test")
    url = "https://a.example/list"
    stored = archive.write(HtmlResponse(url, body=body.encode(), request=WebRequest(url)))
    archive.close()
    return Evidence(warc=f"a/{name}/{WARC_NAME}", offset=stored.offset, sha256=stored.sha256, spider="css", spider_version="1")


@pytest.fixture
def channel(tmp_path: Path) -> tuple[Settings, list[Evidence]]:
    settings = settings_of(tmp_path)
    first, second = Crawled(0, "a", []), Crawled(24, "a", [])
    evidence = [
        keep_page(settings, first, f"<p>{LURE}</p><p>Baker wanted in Lagos</p>"),
        keep_page(settings, second, f"<p>{LURE}</p><p>Baker wanted in Lagos</p><p>Mason wanted in Accra</p>"),
    ]
    seen = [Seen("lure", "new", LURE, evidence[0]), Seen("baker", "new", "Baker wanted in Lagos", evidence[0])]
    later = [Seen("lure", "unchanged"), Seen("baker", "unchanged"), Seen("mason", "new", "Mason wanted in Accra", evidence[1])]
    with open_store(settings) as store:
        history = [replace(first, seen=seen), replace(second, seen=later)]
        live(settings, store, Enricher.load(settings), history)
    return settings, evidence


def test_a_page_with_other_postings_is_not_destroyed_unasked(channel: tuple[Settings, list[Evidence]]) -> None:
    settings, evidence = channel
    with pytest.raises(UsageError, match="--with-shared-pages"):
        erase_now(settings, id_of("a", "lure"))
    with open_store(settings) as store:
        assert store.get(id_of("a", "lure")) is not None
    assert [read_capture(LocalArchive(settings.runs), page).status for page in evidence] == [200, 200]
    assert list(read_erased(settings.var)) == []


def test_it_goes_from_every_day_where_that_is_asked_for(channel: tuple[Settings, list[Evidence]]) -> None:
    settings, evidence = channel
    done = erase_now(settings, id_of("a", "lure"), with_shared_pages=True)
    assert (done.pages, done.orphaned) == (2, 2)
    assert places_of(settings.var, ("made_up_hr", "Myawaddy")) == {}
    with open_store(settings) as store:
        assert store.get(id_of("a", "baker")) is not None
    for page in evidence:
        with pytest.raises(EvidenceError, match="erased on request"):
            read_capture(LocalArchive(settings.runs), page)


def test_all_postings_of_a_page_at_once_need_no_leave(channel: tuple[Settings, list[Evidence]]) -> None:
    settings, _ = channel
    assert erase_now(settings, *(id_of("a", name) for name in ("lure", "baker", "mason"))).orphaned == 0
    assert places_of(settings.var, ("Myawaddy", "Lagos", "Accra")) == {}
