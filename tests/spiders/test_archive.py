"""WARC files that other tools read, and that hold what was parsed."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as OtherIterator
from scrapy import Request
from scrapy.http import Headers, HtmlResponse, Response
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from spiders.archive import ENCODING_KEY, RENDERED_KEY, PageArchive, Rendered, Stored

_BODY = "<html><h1>Kōwhai — ဝန်ထမ်း</h1></html>".encode()


def _response(path: str, meta: dict[str, object] | None = None) -> Response:
    url = f"https://jobs.example.org{path}?q=a%20b"
    headers = Headers({"Content-Type": "text/html", "X-Note": "two\r\n lines", "Content-Length": "12"})
    return HtmlResponse(url, headers=headers, body=_BODY, request=Request(url, headers={"User-Agent": "us"}, meta=meta))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "pages.warc.gz"


@pytest.fixture
def stored(path: Path) -> list[Stored]:
    archive = PageArchive(path, "compoundwatch/test")
    plain = archive.write(_response("/1", {ENCODING_KEY: [b"gzip"]}))
    drawn = archive.write(_response("/2", {RENDERED_KEY: Rendered(b"<html>shell</html>", b"\x89PNG picture")}))
    archive.close()
    return [plain, drawn]


def _kinds(path: Path) -> list[str]:
    with path.open("rb") as file:
        return [record.rec_type for record in ArchiveIterator(file)]


def test_each_page_is_a_response_and_a_request(path: Path, stored: list[Stored]) -> None:
    assert _kinds(path)[:3] == ["warcinfo", "response", "request"]


def test_a_drawn_page_adds_what_was_parsed_and_a_picture(path: Path, stored: list[Stored]) -> None:
    assert _kinds(path)[3:] == ["response", "request", "conversion", "resource"]


def test_the_offset_leads_to_the_payload_of_that_hash(path: Path, stored: list[Stored]) -> None:
    for page in stored:
        with path.open("rb") as file:
            file.seek(page.offset)
            payload = next(ArchiveIterator(file)).content_stream().read()
        assert hashlib.sha256(payload).hexdigest() == page.sha256


def test_warcio_finds_every_digest_right(path: Path, stored: list[Stored], capsys: pytest.CaptureFixture[str]) -> None:
    class Command:
        inputs = (str(path),)
        verbose = False

    assert (Checker(Command).process_all(), capsys.readouterr().out) == (0, "")


def test_another_reader_reads_every_record_and_verifies_it(path: Path, stored: list[Stored]) -> None:
    with path.open("rb") as file:
        records = [(record.headers["WARC-Type"], record.verify_block_digest()) for record in OtherIterator(file, parse_http=False)]
    assert records == [(kind, True) for kind in _kinds(path)]


def test_a_coding_that_was_taken_off_is_remembered_under_another_name(path: Path, stored: list[Stored]) -> None:
    with path.open("rb") as file:
        file.seek(stored[0].offset)
        headers = next(ArchiveIterator(file)).http_headers
    names = ("Content-Encoding", "X-Archive-Orig-Content-Encoding", "X-Archive-Orig-Content-Length", "Content-Length")
    assert [headers.get_header(name) for name in names] == [None, "gzip", "12", str(len(_BODY))]


def test_a_header_cannot_break_out_of_its_line(path: Path, stored: list[Stored]) -> None:
    with path.open("rb") as file:
        file.seek(stored[0].offset)
        assert next(ArchiveIterator(file)).http_headers.get_header("X-Note") == "two lines"


def test_only_the_owner_may_read_it(path: Path, stored: list[Stored]) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_was_there_is_appended_to(path: Path, stored: list[Stored]) -> None:
    size = path.stat().st_size
    again = PageArchive(path, "compoundwatch/test")
    assert again.write(_response("/3")).offset == size
    again.close()
