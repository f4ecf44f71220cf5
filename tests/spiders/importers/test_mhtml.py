"""MHTML: the page among its parts, whatever the message looks like."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from compoundwatch.errors import CompoundwatchError, UsageError
from spiders.importers.reading.saved import Given, SavedPage
from tests.spiders.importers.saved_files import ADVERT, NOW, mhtml, read


def saved(tmp_path: Path, data: bytes, given: Given | None = None) -> SavedPage:
    file = tmp_path / "a.mhtml"
    file.write_bytes(data)
    (found,) = read(file, given)
    assert isinstance(found, SavedPage)
    return found


def test_the_page_its_address_and_its_time(tmp_path: Path) -> None:
    found = saved(tmp_path, mhtml("<p>招聘 in Poipet</p>"))

    assert found.page.body.decode() == "<p>招聘 in Poipet</p>"
    assert found.page.url == ADVERT
    assert found.saved_at == datetime(2026, 11, 7, 2, 30, tzinfo=UTC)


def test_the_whole_message_is_evidence(tmp_path: Path) -> None:
    data = mhtml("<p>words</p>")

    assert saved(tmp_path, data).whole is not None
    assert saved(tmp_path, data).whole.body == data  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("coding", "written"), [("quoted-printable", "<p>=E6=8B=9B=\r\n=E8=81=98</p>"), ("base64", "PHA+5oub6IGYPC9wPg==")]
)
def test_codings(tmp_path: Path, coding: str, written: str) -> None:
    data = mhtml(written).replace(b"Encoding: binary", f"Encoding: {coding}".encode(), 1)

    assert saved(tmp_path, data).page.body.decode().strip() == "<p>招聘</p>"


def test_the_part_that_start_names(tmp_path: Path) -> None:
    data = mhtml("<p>a frame</p>").replace(b'type="text/html";', b'type="text/html"; start="<frame-2@mhtml.blink>";')

    assert b"An advertisement" in saved(tmp_path, data).page.body


def test_internet_explorer_puts_the_address_at_the_part(tmp_path: Path) -> None:
    data = mhtml("<p>words</p>").replace(f"Snapshot-Content-Location: {ADVERT}\r\n".encode(), b"")

    assert saved(tmp_path, data).facts["url-from"] == "Content-Location"


def test_no_address_at_all(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--url"):
        saved(tmp_path, mhtml("<p>words</p>", url="cid:1"))


def nested(depth: int) -> bytes:
    head = b"MIME-Version: 1.0\r\nSnapshot-Content-Location: https://a.example/\r\n"
    return head + b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(depth))


@pytest.mark.parametrize(
    "data",
    [
        nested(5_000),
        mhtml("<p>x</p>") + b"--x\r\n\r\n" * 30_000,
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
        b"",
    ],
    ids=["nested", "many parts", "no boundary", "empty"],
)
def test_hostile_messages_are_refused_in_words(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(CompoundwatchError):
        saved(tmp_path, data, Given(now=NOW, url=ADVERT))
