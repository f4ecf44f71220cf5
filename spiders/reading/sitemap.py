"""Sitemaps: urlset and sitemap index, also gzipped. https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from itertools import islice

import lxml.etree
import regex

from spiders.page import Link, Page
from spiders.reading.dates import machine_date
from spiders.reading.markup import absolute, root_name

_GZIP = b"\x1f\x8b"
# The protocol allows 50,000 URLs and 50 MB unpacked.
_MOST_URLS = 50_000
_LONGEST = 52_428_800


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


def sitemap_links(page: Page, body: bytes, detail: str | None) -> tuple[Link, ...]:
    """Links to the listed pages (`detail`) or further sitemaps (`list`). `detail` is the expression that pages must match."""
    wanted = regex.compile(detail) if detail else None
    return tuple(islice(_links(page, body, wanted), _MOST_URLS))


def _links(page: Page, body: bytes, wanted: regex.Pattern[str] | None) -> Iterator[Link]:
    try:
        # Recovering, because one bare ampersand must not hide a whole board; entities are never resolved.
        for _, element in lxml.etree.iterparse(
            io.BytesIO(body), tag="{*}loc", recover=True, resolve_entities=False, no_network=True
        ):
            link = _link(page, element)
            if link and (link.role == "list" or wanted is None or wanted.search(link.url)):
                yield link
    except lxml.etree.LxmlError:
        return


def _link(page: Page, loc: lxml.etree._Element) -> Link | None:
    entry = loc.getparent()
    kind = lxml.etree.QName(entry).localname if entry is not None else ""
    url = absolute(page, loc.text)
    if entry is None or url is None or kind not in {"url", "sitemap"}:
        return None
    return Link(url, "list" if kind == "sitemap" else "detail", machine_date(entry.findtext("{*}lastmod")))
