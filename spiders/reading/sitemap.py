"""Sitemaps: urlset and sitemap index, also gzipped or as plain text. https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import islice
from typing import Any

import lxml.etree
import regex

from compoundwatch.config import SourceConfig
from spiders.page import Link, Page
from spiders.reading.dates import machine_date
from spiders.reading.markup import absolute, root_name

_Entry = dict[str, str]

_GZIP = b"\x1f\x8b"
# The protocol allows 50,000 URLs and 50 MB unpacked.
_MOST_URLS = 50_000
_LONGEST = 52_428_800
# A full sitemap in which each page has twenty translations.
_MOST_ELEMENTS = 1_500_000
_CHUNK = 65_536
_KINDS = frozenset({"url", "sitemap"})
_PARTS = frozenset({"loc", "lastmod"})
_LONGEST_TEXT = 2_048
_OLDEST = datetime.min.replace(tzinfo=UTC)
_EVERY = regex.compile("")


def unpacked(page: Page) -> bytes:
    """The body, unpacked where the sitemap is a `.gz` file; no more than the protocol allows."""
    if not page.body.startswith(_GZIP):
        return page.body
    try:
        with gzip.open(io.BytesIO(page.body)) as file:
            return file.read(_LONGEST)
    except (OSError, EOFError, zlib.error):
        return b""


def is_sitemap(body: bytes) -> bool:
    """Whether the root element is a sitemap's."""
    return root_name(body) in {"urlset", "sitemapindex"}


def sitemap_links(page: Page, body: bytes, source: SourceConfig | None) -> tuple[Link, ...]:
    """Links to the listed pages (`detail`) or further sitemaps (`list`), what changed last first, the others as they stand.

    Of pages those whose URL matches the source's `detail`, of sitemaps those that match its `sitemaps`. Newest first,
    because a run may fetch fewer pages than a board has ever had.
    """
    pages = regex.compile(source.detail) if source and source.detail else _EVERY
    sitemaps = regex.compile(source.sitemaps) if source and source.sitemaps else _EVERY
    wanted = (link for link in _links(page, body) if (sitemaps if link.role == "list" else pages).search(link.url))
    return tuple(sorted(islice(wanted, _MOST_URLS), key=lambda link: link.lastmod or _OLDEST, reverse=True))


def _links(page: Page, body: bytes) -> Iterator[Link]:
    for entry in _entries(body):
        if url := absolute(page, entry.get("loc")):
            yield Link(url, "list" if entry["kind"] == "sitemap" else "detail", machine_date(entry.get("lastmod")))


def _entries(body: bytes) -> Iterator[_Entry]:
    """What each `url` and `sitemap` says, as it is read: no tree is made of a file that unpacks to 50 MB."""
    reader = _Reader()
    # Recovering, because one bare ampersand must not hide a whole board; entities are never resolved.
    parser = lxml.etree.XMLParser(target=reader, recover=True, resolve_entities=False, no_network=True)
    with suppress(lxml.etree.LxmlError):
        for start in range(0, len(body), _CHUNK):
            parser.feed(body[start : start + _CHUNK])
            yield from reader.taken()
            if reader.elements > _MOST_ELEMENTS:
                return
        parser.close()
    yield from reader.taken()


class _Reader:
    """What lxml tells of each element as it comes."""

    def __init__(self) -> None:
        self.elements = 0
        self._path: list[str] = []
        self._entry: _Entry = {}
        self._entries: list[_Entry] = []

    def taken(self) -> list[_Entry]:
        """The entries that have ended since the last time."""
        ended, self._entries = self._entries, []
        return ended

    def start(self, tag: str | bytes, attrib: dict[Any, Any]) -> None:  # noqa: ARG002 - as lxml calls it
        """An element begins."""
        self.elements += 1
        self._path.append(str(tag).rpartition("}")[2])

    def data(self, data: str | bytes) -> None:
        """Text: kept where it stands in an entry itself, not in an image or a translation of it."""
        if len(self._path) > 2 and self._path[-2] in _KINDS and self._path[-1] in _PARTS:
            name = self._path[-1]
            self._entry[name] = (self._entry.get(name, "") + str(data))[:_LONGEST_TEXT]

    def end(self, tag: str | bytes) -> None:  # noqa: ARG002 - as lxml calls it
        """An element ends."""
        kind = self._path.pop()
        if kind in _KINDS:
            self._entries.append(self._entry | {"kind": kind})
            self._entry = {}

    def comment(self, text: str | bytes) -> None:
        """A comment says nothing."""

    def close(self) -> None:
        """Nothing is left to tell."""
