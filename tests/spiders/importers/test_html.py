"""A page in a file: whoever saved it wrote where and when, each browser and extension in its own way."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from compoundwatch.errors import CompoundwatchError, UsageError
from spiders.importers.reading.saved import Given, SavedPage
from tests.spiders.importers.saved_files import ADVERT, NOW, advert, read

_SINGLE_FILE = f"""<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: {ADVERT}?a=1&amp;b=2
 saved date: Sat Nov 07 2026 09:30:00 GMT+0700 (Indochina Time)
--><body>words</body></html>"""
_SCRAPBOOK = f'<!DOCTYPE html><html data-scrapbook-source="{ADVERT}" data-scrapbook-create="20261107023000123"><body>words'
_CASES = {
    "a browser": (f"<!DOCTYPE html>\n<!-- saved from url=(0033){ADVERT} -->\n<html><body>words", ADVERT, None),
    "SingleFile": (_SINGLE_FILE, f"{ADVERT}?a=1&b=2", datetime(2026, 11, 7, 2, 30, tzinfo=UTC)),
    "WebScrapBook": (_SCRAPBOOK, ADVERT, datetime(2026, 11, 7, 2, 30, tzinfo=UTC)),
    "the page itself": (f'<html><head><link rel="canonical" href="{ADVERT}"></head><body>words', ADVERT, None),
}


def page_in(tmp_path: Path, text: str | bytes, given: Given | None = None, name: str = "a.html") -> SavedPage:
    file = tmp_path / name
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    os.utime(file, (1_790_000_000, 1_790_000_000))
    (found,) = read(file, given)
    assert isinstance(found, SavedPage)
    return found


@pytest.mark.parametrize("case", _CASES)
def test_where_it_was_saved_from(tmp_path: Path, case: str) -> None:
    text, url, _ = _CASES[case]

    assert page_in(tmp_path, text).page.url == url


@pytest.mark.parametrize("case", _CASES)
def test_when_it_was_saved_or_the_time_of_the_file(tmp_path: Path, case: str) -> None:
    text, _, date = _CASES[case]

    assert page_in(tmp_path, text).saved_at == (date or datetime.fromtimestamp(1_790_000_000, UTC))


def test_the_person_knows_better(tmp_path: Path) -> None:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    found = page_in(tmp_path, _SINGLE_FILE, Given(now=NOW, url="https://other.example/1", saved_at=at))

    assert (found.page.url, found.saved_at) == ("https://other.example/1", at)
    assert found.facts == {"url-from": "--url", "date-from": "--saved-at"}


@pytest.mark.parametrize("address", ["about:internet", "javascript:alert(1)", "file:///home/a.html"])
def test_an_address_that_is_none_is_asked_for(tmp_path: Path, address: str) -> None:
    file = tmp_path / "a.html"
    file.write_text(f"<!-- saved from url=(0014){address} --><html><body>words")

    with pytest.raises(UsageError, match="--url"):
        read(file)


def test_a_clock_that_went_ahead_is_now(tmp_path: Path) -> None:
    assert page_in(tmp_path, _SINGLE_FILE.replace("2026", "2031")).saved_at == NOW


def test_a_page_with_its_fonts_inside_is_read_to_its_end(tmp_path: Path) -> None:
    font = b"<style>@font-face{src:url(data:font/woff2;base64," + b"QUJD" * 2_000_000 + b")}</style>"
    body = f"<!-- saved from url=(0033){ADVERT} -->".encode() + font + advert()
    found = page_in(tmp_path, body)

    assert len(found.page.body) < 1000
    assert found.whole is not None
    assert found.whole.body == body


def test_an_answer_of_an_api_is_a_page(tmp_path: Path) -> None:
    found = page_in(tmp_path, "[]", Given(now=NOW, url="https://api.example/jobs"), "a.json")

    assert found.page.headers == {"content-type": "application/json"}


def test_a_file_longer_than_any_page(tmp_path: Path) -> None:
    with pytest.raises(CompoundwatchError, match="longer than"):
        page_in(tmp_path, advert(), Given(now=NOW, most_bytes=20))
