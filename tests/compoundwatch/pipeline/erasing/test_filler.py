"""Overwritten records: gone, while all others stand where they stood and every WARC tool reads on."""

from __future__ import annotations

import gzip
import hashlib
import os
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as OtherIterator
from scrapy import Request
from scrapy.http import HtmlResponse
from warcio.archiveiterator import ArchiveIterator

from compoundwatch.archive import LocalArchive
from compoundwatch.errors import EvidenceError
from compoundwatch.evidence import read_capture
from compoundwatch.pipeline.erasing.filler import make_filler, overwrite
from compoundwatch.pipeline.erasing.pages import read_archive
from compoundwatch.posting import Evidence
from spiders.archive import RENDERED_KEY, PageArchive, Rendered, Stored

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)


def page(number: int, rendered: Rendered | None = None) -> HtmlResponse:
    url = f"https://jobs.example.org/secret-{number}"
    # Bytes that do not compress make the record long, more than one stored block.
    body = f"<html>secret {number}</html>".encode() + os.urandom(150_000 if number == 2 else 10)
    request = Request(url, headers={"User-Agent": "us"}, meta={RENDERED_KEY: rendered} if rendered else None)
    return HtmlResponse(url, headers={"Content-Type": "text/html"}, body=body, request=request)


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    path = tmp_path / "runs" / "a" / "1" / "pages.warc.gz"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def stored(warc: Path) -> list[Stored]:
    archive = PageArchive(warc, "compoundwatch/test")
    drawn = Rendered(b"<html>secret shell</html>", b"\x89PNG secret picture")
    pages = [archive.write(page(1)), archive.write(page(2)), archive.write(page(3, drawn)), archive.write(page(4))]
    archive.close()
    return pages


def erase(warc: Path, offset: int) -> None:
    with warc.open("r+b") as file:
        for span in read_archive(file, warc.name).page(offset):
            overwrite(file.fileno(), span.offset, span.length, AT)


def records(warc: Path) -> list[tuple[str, int]]:
    """Kind and offset of each record as warcio reads the file, to its end."""
    with warc.open("rb") as file:
        found = ArchiveIterator(file)
        return [(record.rec_type, found.get_record_offset()) for record in found if record.content_stream().read() is not None]


@pytest.mark.parametrize("number", range(4))
def test_other_records_keep_their_place_and_their_hash(warc: Path, stored: list[Stored], number: int) -> None:
    before, size = records(warc), warc.stat().st_size
    erase(warc, stored[number].offset)
    assert warc.stat().st_size == size
    assert [offset for _, offset in records(warc)] == [offset for _, offset in before]
    for other in stored[:number] + stored[number + 1 :]:
        with warc.open("rb") as file:
            file.seek(other.offset)
            payload = next(ArchiveIterator(file)).content_stream().read()
        assert hashlib.sha256(payload).hexdigest() == other.sha256


@pytest.mark.parametrize("number", range(4))
def test_another_reader_reads_it_to_the_end(warc: Path, stored: list[Stored], number: int) -> None:
    erase(warc, stored[number].offset)
    with warc.open("rb") as file:
        uris = [record.headers.get("WARC-Target-URI") for record in OtherIterator(file)]
    assert len(uris) == 11
    assert uris.count("urn:compoundwatch:erased") == (4 if number == 2 else 2)


def test_nothing_of_the_page_is_left(warc: Path, stored: list[Stored]) -> None:
    erase(warc, stored[2].offset)
    words = gzip.decompress(warc.read_bytes())
    assert b"secret-3" not in words
    assert b"shell" not in words
    assert b"picture" not in words
    assert b"secret-4" in words


def test_its_evidence_says_that_it_was_erased(warc: Path, stored: list[Stored]) -> None:
    erase(warc, stored[0].offset)
    evidence = Evidence(warc="a/1/pages.warc.gz", offset=stored[0].offset, sha256="0" * 64, spider="css", spider_version="1")
    with pytest.raises(EvidenceError, match="erased on request"):
        read_capture(LocalArchive(warc.parents[2]), evidence)


def test_once_more_finds_nothing_to_erase(warc: Path, stored: list[Stored]) -> None:
    erase(warc, stored[0].offset)
    with warc.open("rb") as file:
        assert read_archive(file, warc.name).page(stored[0].offset) == ()


@pytest.mark.parametrize("length", [*range(250, 360), 1_090, 1_100, 10_350, 65_545, 65_558, 65_559, 65_563, 131_100, 1_000_333])
def test_a_filler_has_exactly_the_length_asked_for(length: int) -> None:
    filler = make_filler("a name", length, AT)
    assert len(filler) == length
    (record,) = ArchiveIterator(BytesIO(filler))
    assert record.rec_type == "metadata"


def test_a_record_too_short_is_said_and_left_alone() -> None:
    with pytest.raises(EvidenceError, match="too short"):
        make_filler("a name", 200, AT)


def test_what_is_not_compressed_is_left_alone(tmp_path: Path) -> None:
    plain = tmp_path / "plain.warc"
    plain.write_bytes(b"WARC/1.1\r\n" * 100)
    with plain.open("r+b") as file, pytest.raises(EvidenceError, match="no compressed record"):
        overwrite(file.fileno(), 0, 500, AT)
