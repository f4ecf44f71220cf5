"""Sitemaps: urlset and sitemap index, also gzipped or as plain text. https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice

import lxml.etree
import regex

from compoundwatch.config import SourceConfig
from spiders.page import Link, Page
from spiders.reading.dates import machine_date
from spiders.reading.markup import absolute, root_name

_GZIP = b"\x1f\x8b"
# The protocol allows 50,000 URLs and 50 MB unpacked.
_MOST_URLS = 50_000
_LONGEST = 52_428_800
_ENTRIES = ("{*}url", "{*}sitemap")
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
    try:
        # Recovering, because one bare ampersand must not hide a whole board; entities are never resolved.
        for _, entry in lxml.etree.iterparse(io.BytesIO(body), tag=_ENTRIES, recover=True, resolve_entities=False, no_network=True):
            if link := _link(page, entry):
                yield link
            _forget(entry)
    except lxml.etree.LxmlError:
        return


def _link(page: Page, entry: lxml.etree._Element) -> Link | None:
    kind = lxml.etree.QName(entry).localname
    url = absolute(page, entry.findtext("{*}loc"))
    return Link(url, "list" if kind == "sitemap" else "detail", machine_date(entry.findtext("{*}lastmod"))) if url else None


def _forget(entry: lxml.etree._Element) -> None:
    """Free what was read, so that a sitemap of 50 MB needs no tree of ten times that."""
    entry.clear()
    above = entry.getparent()
    while above is not None and len(above) and above[0] is not entry:
        del above[0]
