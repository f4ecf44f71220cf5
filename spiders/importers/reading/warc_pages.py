"""The pages among the records of a WARC file: answers of servers, what browsers drew, and revisits of what was the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import BinaryIO

from compoundwatch.errors import CompoundwatchError
from compoundwatch.text import one_line
from spiders.importers.reading.codings import CodingError, unpacked
from spiders.importers.reading.said import http_url
from spiders.importers.reading.saved import Given, SavedPage, Unreadable
from spiders.importers.reading.warc_stream import BROKEN, Opened, records
from spiders.page import Page
from spiders.reading.dates import machine_date

# What may hold a posting. A page without a type is looked at all the same.
_READ = ("html", "json", "xml", "text/plain")
_NEVER = ("image/", "video/", "audio/", "font/", "javascript", "css", "svg")
_KINDS = frozenset({"response", "resource", "conversion", "revisit"})
# Bodies kept so that a revisit under another address can be read: so many, of so many bytes.
_KEPT, _KEPT_BYTES = 200, 200_000


class _Seen:
    """The last short pages of a file by payload digest, for revisits of them."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, Page] = OrderedDict()

    def keep(self, digest: str, page: Page) -> None:
        if digest and len(page.body) <= _KEPT_BYTES:
            self._pages[digest] = page
            if len(self._pages) > _KEPT:
                self._pages.popitem(last=False)

    def page(self, digest: str) -> Page | None:
        return self._pages.get(digest)


class NoPage(Exception):
    """A record that should hold a page and does not; the message says why."""


def pages_in(file: BinaryIO, given: Given) -> Iterator[SavedPage | Unreadable]:
    """Pages in the order of the file; records of pictures, scripts and requests are passed over.

    Raises CompoundwatchError where the file breaks off or is no WARC: what came before it stands.
    """
    seen, number = _Seen(), 0
    try:
        for opened in records(file):
            number = opened.number
            try:
                page = _page(opened, given, seen)
            except (NoPage, CodingError) as error:
                yield Unreadable(number, str(error), one_line(opened.header("WARC-Target-URI")).encode())
            else:
                if page:
                    yield page
    except BROKEN as error:
        raise CompoundwatchError(f"cannot be read after record {number}: {one_line(str(error))}") from None


def _page(opened: Opened, given: Given, seen: _Seen) -> SavedPage | None:
    url = http_url(opened.header("WARC-Target-URI").strip("<>"))
    if opened.record.rec_type not in _KINDS or not url or not _may_hold(opened):
        return None
    date = machine_date(opened.header("WARC-Date"))
    if date is None:
        raise NoPage("does not say when it was fetched (WARC-Date)")
    page = _revisited(opened, url, seen) if opened.record.rec_type == "revisit" else _read(opened, url, given, seen)
    return SavedPage(
        page,
        given.saved_at or given.not_ahead(date),
        _facts(opened),
        answered=opened.record.http_headers is not None,
        ip=opened.header("WARC-IP-Address") or None,
    )


def _may_hold(opened: Opened) -> bool:
    head = opened.record.http_headers
    media_type = (opened.http("Content-Type") if head else opened.record.content_type or "").lower()
    return not media_type or (any(word in media_type for word in _READ) and not any(word in media_type for word in _NEVER))


def _read(opened: Opened, url: str, given: Given, seen: _Seen) -> Page:
    if cut := opened.header("WARC-Truncated"):
        raise NoPage(f"was cut off when it was archived ({one_line(cut, 40)})")
    body, whole = opened.body(given.most_bytes)
    if not whole:
        raise NoPage("ends in the middle")
    if len(body) > given.most_bytes:
        raise NoPage(f"is longer than {given.most_bytes / 1_000_000:g} MB")
    page = Page(url, unpacked(body, opened.http("Content-Encoding"), given.most_bytes), _status(opened), _headers(opened))
    seen.keep(opened.header("WARC-Payload-Digest"), page)
    return page


def _revisited(opened: Opened, url: str, seen: _Seen) -> Page:
    """The page whose room a revisit saves (WARC 1.1, 6.7)."""
    page = seen.page(opened.header("WARC-Payload-Digest"))
    if page is None:
        raise NoPage("is a revisit of a page that does not stand shortly before it in this file")
    return Page(url, page.body, page.status, page.headers)


def _status(opened: Opened) -> int:
    code = opened.record.http_headers.get_statuscode() if opened.record.http_headers else "200"
    return int(code) if code.isascii() and code.isdigit() and len(code) == 3 else 200


def _headers(opened: Opened) -> dict[str, str]:
    head = opened.record.http_headers
    if head is None:
        return {"content-type": opened.record.content_type or ""}
    return {str(name).lower(): " ".join(str(value).split()) for name, value in head.headers}


def _facts(opened: Opened) -> dict[str, str]:
    names = ("WARC-Record-ID", "WARC-Payload-Digest", "WARC-Block-Digest", "WARC-Refers-To")
    return {f"original-{name[5:].lower()}": value for name in names if (value := opened.header(name))}
