"""What a saved page says of itself: where it was fetched and when. Each browser and extension has its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape

import regex

from compoundwatch.urls import canonical_url
from spiders.page import Page
from spiders.reading.dates import in_range, machine_date
from spiders.reading.select import first_text, root_of

# Where the marks stand: before the page, or in its first element.
_HEAD = 20_000
# Internet Explorer, Chrome, Edge and Firefox: <!-- saved from url=(0029)https://... -->, the number is the address's length.
_BROWSER = regex.compile(rb"<!--\s*+saved from url=\(\d{4,6}\)(\S{1,4000}?)\s*+-->")
# SingleFile: a comment of lines "url: ..." and "saved date: Tue Mar 03 2026 10:11:12 GMT+0700 (...)".
_SINGLE_FILE = regex.compile(rb"<!--\s*+Page saved with SingleFile\s.{0,8000}?-->", regex.DOTALL)
_SINGLE_FILE_URL = regex.compile(rb"^\s*+url:\s*+(\S{1,4000})", regex.MULTILINE)
_SINGLE_FILE_DATE = regex.compile(rb"^\s*+saved date:\s*+(\w{3} \w{3} \d{2} \d{4} \d{2}:\d{2}:\d{2} GMT[+-]\d{4})", regex.MULTILINE)
# WebScrapBook: attributes of <html>; the time is UTC to the millisecond.
_SCRAPBOOK_URL = regex.compile(rb"<html\b[^>]{0,4000}?\sdata-scrapbook-source=[\"']([^\"'>]{1,4000})")
_SCRAPBOOK_DATE = regex.compile(rb"<html\b[^>]{0,4000}?\sdata-scrapbook-create=[\"'](\d{14})\d{0,3}[\"']")
_OWN_ADDRESSES = ("link[rel=canonical]::attr(href)", "meta[property='og:url']::attr(content)")


@dataclass(frozen=True, slots=True)
class Said:
    """What was found, and who said so."""

    url: str | None = None
    url_from: str = ""
    at: datetime | None = None
    at_from: str = ""


def said_of(body: bytes) -> Said:
    """What whoever saved the page wrote into it; a page that claims an address of its own is asked only where nobody did."""
    head = body[:_HEAD]
    for read in (_single_file, _scrapbook, _browser):
        said = read(head)
        if said.url:
            return said
    return _page_itself(body)


def http_url(text: str | None) -> str | None:
    """The text where it is an absolute http(s) URL."""
    try:
        canonical_url(text or "")
    except ValueError:
        return None
    return text


def _browser(head: bytes) -> Said:
    return Said(_address(_BROWSER.search(head)), "the browser's comment")


def _single_file(head: bytes) -> Said:
    comment = _SINGLE_FILE.search(head)
    if comment is None:
        return Said()
    date = _SINGLE_FILE_DATE.search(comment[0])
    return Said(_address(_SINGLE_FILE_URL.search(comment[0])), "SingleFile", _spoken_date(date), "SingleFile")


def _scrapbook(head: bytes) -> Said:
    date = _SCRAPBOOK_DATE.search(head)
    return Said(_address(_SCRAPBOOK_URL.search(head)), "WebScrapBook", _stamp(date), "WebScrapBook")


def _page_itself(body: bytes) -> Said:
    root = root_of(Page("", body))
    claimed = (http_url(first_text(root, selector)) for selector in _OWN_ADDRESSES)
    return Said(next(filter(None, claimed), None), "the page's own claim")


def _address(found: regex.Match[bytes] | None) -> str | None:
    return http_url(unescape(found[1].decode(errors="replace"))) if found else None


def _spoken_date(found: regex.Match[bytes] | None) -> datetime | None:
    """As JavaScript prints a date, whose names of days and months are always English."""
    if found is None:
        return None
    _, month, day, year, time, zone = found[1].decode().split()
    return machine_date(f"{day} {month} {year} {time} {zone.removeprefix('GMT')}")


def _stamp(found: regex.Match[bytes] | None) -> datetime | None:
    if found is None:
        return None
    try:
        return in_range(datetime.strptime(found[1].decode(), "%Y%m%d%H%M%S").replace(tzinfo=UTC))
    except ValueError:
        return None
