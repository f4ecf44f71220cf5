"""WARC and WACZ: what crawlers and browser extensions write, and what breaks on the way."""

from __future__ import annotations

import hashlib
import tracemalloc
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest

from compoundwatch.errors import CompoundwatchError
from spiders.importers import importer_of
from spiders.importers.reading.saved import Given, SavedPage, Unreadable
from tests.spiders.importers.saved_files import ADVERT, FETCHED, NOW, Warc, advert, gzipped, read, wacz


def found_in(tmp_path: Path, data: bytes, given: Given | None = None) -> list[object]:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(data)
    return list(read(file, given))


def page_in(tmp_path: Path, data: bytes) -> SavedPage:
    (found,) = found_in(tmp_path, data)
    assert isinstance(found, SavedPage), found
    return found


@pytest.mark.parametrize("compressed", [True, False])
def test_an_answer_with_its_address_and_time(tmp_path: Path, compressed: bool) -> None:
    found = page_in(tmp_path, Warc(compressed=compressed).response(advert(), WARC_IP_Address="192.0.2.7").bytes())

    assert (found.page.url, found.page.status, found.page.body) == (ADVERT, 200, advert())
    assert found.saved_at == datetime.fromisoformat(FETCHED)
    assert (found.answered, found.ip) == (True, "192.0.2.7")
    assert found.facts["original-record-id"].startswith("<urn:uuid:")


_CHUNKED = b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"
_CODED = {
    "gzip": ([("Content-Encoding", "gzip")], gzipped(b"hello world")),
    "brotli": ([("Content-Encoding", "br")], brotli.compress(b"hello world")),
    "deflate": ([("Content-Encoding", "deflate")], zlib.compress(b"hello world")),
    "bare deflate": ([("Content-Encoding", "deflate")], zlib.compress(b"hello world")[2:-4]),
    "chunked": ([("Transfer-Encoding", "chunked")], _CHUNKED),
    "chunked, says the header only": ([("Transfer-Encoding", "chunked")], b"hello world"),
}


@pytest.mark.parametrize("coding", _CODED)
def test_codings_are_taken_off(tmp_path: Path, coding: str) -> None:
    headers, body = _CODED[coding]

    assert page_in(tmp_path, Warc().response(body, headers=headers).bytes()).page.body == b"hello world"


def test_a_header_of_a_coding_that_was_taken_off_before(tmp_path: Path) -> None:
    found = page_in(tmp_path, Warc().response(b"<p>words</p>", headers=[("Content-Encoding", "br")]).bytes())

    assert found.page.body == b"<p>words</p>"


@pytest.mark.parametrize("kind", ["image/png", "application/javascript", "text/css", "image/svg+xml", "video/mp4"])
def test_pictures_and_scripts_are_passed_over(tmp_path: Path, kind: str) -> None:
    assert found_in(tmp_path, Warc().response(b"x", kind=kind).bytes()) == []


def test_a_revisit_is_the_page_it_saves_the_room_of(tmp_path: Path) -> None:
    warc = Warc().response(advert(), WARC_Payload_Digest="sha1:ONE").revisit("https://mirror.example/1", "sha1:ONE")
    _, again = found_in(tmp_path, warc.bytes())

    assert isinstance(again, SavedPage)
    assert (again.page.url, again.page.body) == ("https://mirror.example/1", advert())


def test_what_cannot_be_used_says_why_and_the_rest_is_kept(tmp_path: Path) -> None:
    warc = (
        Warc()
        .response(advert(), WARC_Truncated="length")
        .response(advert(), headers=[("Content-Encoding", "gzip")])
        .response(b"\x1f\x8b broken", headers=[("Content-Encoding", "gzip")])
        .response(b"\x28\xb5\x2f\xfd", headers=[("Content-Encoding", "zstd")])
        .revisit("https://jobs.example.org/2", "sha1:NOWHERE")
        .response(advert("Cook"))
    )
    found = found_in(tmp_path, warc.bytes())

    assert [(each.number, each.reason) for each in found if isinstance(each, Unreadable)] == [
        (1, "was cut off when it was archived (length)"),
        (3, "cannot be unpacked: Error -3 while decompressing data: unknown compression method"),
        (4, "is coded as 'zstd', which is not read"),
        (5, "is a revisit of a page that does not stand shortly before it in this file"),
    ]
    assert len([each for each in found if isinstance(each, SavedPage)]) == 2


@pytest.mark.parametrize("cut", [20, 200, 300])
def test_a_file_that_breaks_off_says_so(tmp_path: Path, cut: int) -> None:
    whole = Warc().response(advert()).bytes()
    file = tmp_path / "a.warc.gz"
    file.write_bytes(whole + Warc().response(advert() * 50).bytes()[:-cut])

    with pytest.raises(CompoundwatchError, match="in the middle"):
        read(file)
    assert isinstance(next(importer_of(file).read(file, Given(now=NOW))), SavedPage)


def test_a_file_that_is_something_else_after_its_beginning(tmp_path: Path) -> None:
    with pytest.raises(CompoundwatchError, match="after record 1"):
        found_in(tmp_path, Warc(compressed=False).response(advert()).bytes() + b"garbage " * 1000)


_LIMIT = 2_000_000
_BOMBS = {
    "gzip": gzipped(bytes(200_000_000)),
    "br": brotli.compress(bytes(200_000_000), quality=1),
}


@pytest.mark.parametrize("coding", _BOMBS)
def test_a_body_that_swells_costs_no_memory(tmp_path: Path, coding: str) -> None:
    data = Warc().response(_BOMBS[coding], headers=[("Content-Encoding", coding)]).bytes()
    tracemalloc.start()
    (found,) = found_in(tmp_path, data, Given(now=NOW, most_bytes=_LIMIT))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert isinstance(found, Unreadable)
    assert found.reason == "unpacks to more than 2 MB"
    assert peak < 10 * _LIMIT


def test_a_header_without_end_costs_no_memory(tmp_path: Path) -> None:
    data = gzipped(b"WARC/1.0\r\n" + b"X" * 100_000_000)
    tracemalloc.start()
    with pytest.raises(CompoundwatchError, match="header is longer"):
        found_in(tmp_path, data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 64_000_000


def test_a_web_archive_is_held_against_its_manifest(tmp_path: Path) -> None:
    warc = Warc().response(advert()).bytes()

    (found,) = read(wacz(tmp_path / "a.wacz", warc))
    assert isinstance(found, SavedPage)
    assert found.saved_at == datetime(2026, 11, 1, 10, tzinfo=UTC)
    with pytest.raises(CompoundwatchError, match="was changed"):
        read(wacz(tmp_path / "b.wacz", warc, sha256=hashlib.sha256(b"other").hexdigest()))


def test_a_zip_that_swells_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("archive/data.warc", bytes(300_000_000))

    with pytest.raises(CompoundwatchError, match="200 times"):
        read(tmp_path / "a.wacz")


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip", b""])
def test_what_is_no_web_archive(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.wacz").write_bytes(content)

    with pytest.raises(CompoundwatchError):
        read(tmp_path / "a.wacz")


def test_names_in_a_zip_lead_nowhere(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as made:
        made.writestr("archive/../../../escaped.warc", Warc(compressed=False).response(advert()).bytes())
    read(tmp_path / "a.wacz")

    assert [path.name for path in tmp_path.rglob("*")] == ["a.wacz"]
