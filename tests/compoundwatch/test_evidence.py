"""Captures read back: the right bytes, or one line that says what is wrong."""

from __future__ import annotations

import gzip
import hashlib
import os
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from compoundwatch.archive import LocalArchive
from compoundwatch.errors import EvidenceError
from compoundwatch.evidence import read_capture
from compoundwatch.evidence_out import write_capture
from compoundwatch.posting import Evidence

_PAGE = b"<html><h1>Cook wanted</h1></html>"
_SHARED = Path(os.environ.get("COMPOUNDWATCH_SHARED") or Path(__file__).parents[3] / "shared")
_BROKEN = _SHARED / "data" / "warc"


def _evidence(offset: int = 0, warc: str = "board/1/pages.warc.gz", body: bytes = _PAGE) -> Evidence:
    return Evidence(warc=warc, offset=offset, sha256=hashlib.sha256(body).hexdigest(), spider="css", spider_version="1")


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    """A folder of runs with one WARC that begins with a page."""
    warc = tmp_path / "runs" / "board" / "1" / "pages.warc.gz"
    warc.parent.mkdir(parents=True)
    with warc.open("wb") as file:
        writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html"), ("X-Hostile", "../../etc")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "https://jobs.example.org/1", "response", payload=BytesIO(_PAGE), length=len(_PAGE), http_headers=head
        )
        writer.write_record(record)
    return tmp_path / "runs"


def test_a_capture_comes_back_as_it_was(runs: Path) -> None:
    capture = read_capture(LocalArchive(runs), _evidence())
    assert (capture.url, capture.status, capture.payload) == ("https://jobs.example.org/1", 200, _PAGE)


def test_a_changed_byte_is_noticed(runs: Path) -> None:
    warc = runs / "board/1/pages.warc.gz"
    warc.write_bytes(gzip.compress(gzip.decompress(warc.read_bytes()).replace(b"Cook", b"Boss")))
    with pytest.raises(EvidenceError, match="was changed"):
        read_capture(LocalArchive(runs), _evidence())


@pytest.mark.parametrize("cut", [20, 100, 200])
def test_a_torn_file_is_an_error_of_one_line(runs: Path, cut: int) -> None:
    warc = runs / "board/1/pages.warc.gz"
    warc.write_bytes(warc.read_bytes()[:-cut])
    with pytest.raises(EvidenceError) as caught:
        read_capture(LocalArchive(runs), _evidence())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("evidence", "says"),
    [
        (_evidence(warc="board/2/pages.warc.gz"), "missing"),
        (_evidence(warc="../../etc/passwd"), "outside"),
        (_evidence(warc="/etc/passwd"), "outside"),
        (_evidence(offset=7), "cannot be read"),
        (_evidence(offset=10**9), "cannot be read"),
    ],
)
def test_what_cannot_be_found_is_told(runs: Path, evidence: Evidence, says: str) -> None:
    with pytest.raises(EvidenceError, match=says):
        read_capture(LocalArchive(runs), evidence)


def test_a_record_that_unpacks_without_end_is_refused(runs: Path) -> None:
    body = gzip.compress(bytes(300_000_000))
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    names = ["WARC/1.1", "WARC-Type: response", "WARC-Target-URI: https://jobs.example.org/", "Content-Type: application/http"]
    lines = "\r\n".join([*names, f"Content-Length: {len(head + body)}", "", ""]).encode()
    (runs / "board/1/pages.warc.gz").write_bytes(gzip.compress(lines + head + body + b"\r\n\r\n"))
    with pytest.raises(EvidenceError, match="more than any page"):
        read_capture(LocalArchive(runs), _evidence())


def test_a_capture_is_written_as_plain_files(runs: Path, tmp_path: Path) -> None:
    write_capture(tmp_path / "out", read_capture(LocalArchive(runs), _evidence()), {"posting": "p"})
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["headers.txt", "manifest.json", "page.html"]


def test_nothing_is_written_over(runs: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(EvidenceError, match="new folder"):
        write_capture(tmp_path, read_capture(LocalArchive(runs), _evidence()), {})


@pytest.mark.skipif(not _BROKEN.is_dir(), reason=f"{_BROKEN} is not there: foreign and broken WARC files")
def test_foreign_and_broken_files_are_errors_and_nothing_worse(tmp_path: Path) -> None:
    for file in sorted(_BROKEN.iterdir()):
        for offset in (0, 1, 300, 1000):
            with pytest.raises(EvidenceError):
                read_capture(LocalArchive(_SHARED), _evidence(offset, f"data/warc/{file.name}"))
