from __future__ import annotations

import gzip
import time
import tracemalloc

import pytest

from compoundwatch.config import SourceConfig
from spiders.page import Page
from spiders.platforms.json_ld import PLATFORM
from spiders.saved import lone_source

URL = "https://a.example/sitemap.xml"
INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://a.example/jobs-1.xml.gz</loc><lastmod>2026-01-02T03:04:05Z</lastmod></sitemap>
<sitemap><loc>https://a.example/news.xml</loc></sitemap></sitemapindex>"""


def urls(body: bytes, **source: str) -> list[str]:
    page = Page(URL, body)
    config = SourceConfig.model_validate(lone_source(page, PLATFORM).model_dump() | source)
    return [link.url for link in PLATFORM.parse(page, config).links]


def test_an_index_leads_to_further_sitemaps() -> None:
    link, _ = PLATFORM.parse(Page(URL, INDEX), None).links

    assert (link.url, link.role, str(link.lastmod)) == ("https://a.example/jobs-1.xml.gz", "list", "2026-01-02 03:04:05+00:00")


def test_only_those_sitemaps_are_read_that_the_source_names() -> None:
    assert urls(INDEX, sitemaps="/jobs-") == ["https://a.example/jobs-1.xml.gz"]


def test_an_expression_for_pages_hides_no_sitemap() -> None:
    assert urls(INDEX, detail="/jobs/[0-9]+") == ["https://a.example/jobs-1.xml.gz", "https://a.example/news.xml"]


def test_a_packed_sitemap_is_unpacked() -> None:
    assert len(urls(gzip.compress(INDEX))) == 2


def test_a_bare_ampersand_hides_nothing() -> None:
    body = b"<urlset><url><loc>https://a.example/1?a=1&b=2</loc></url><url><loc>https://a.example/2</loc></url></urlset>"

    assert urls(body)[-1] == "https://a.example/2"


def test_a_broken_package_holds_nothing() -> None:
    assert urls(gzip.compress(INDEX)[:40]) == []


def test_what_changed_last_comes_first_and_the_undated_last() -> None:
    entries = (("old", "2024-01-01"), ("undated", "soon"), ("new", "2026-01-01T00:00:00+07:00"), ("newer", "2026-01-01"))
    body = "".join(f"<url><loc>https://a.example/{name}</loc><lastmod>{date}</lastmod></url>" for name, date in entries)

    assert urls(f"<urlset>{body}</urlset>".encode()) == [f"https://a.example/{name}" for name in ("newer", "new", "old", "undated")]


def test_an_image_or_a_translation_of_a_page_is_no_page() -> None:
    body = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:i="http://www.google.com/schemas/sitemap-image/1.1"
     xmlns:x="http://www.w3.org/1999/xhtml"><url><i:image><i:loc>https://a.example/1.png</i:loc></i:image>
     <x:link rel="alternate" hreflang="th" href="https://a.example/th/1"/><loc>https://a.example/1</loc></url></urlset>"""

    assert urls(body) == ["https://a.example/1"]


BOMBS = {
    "a full sitemap": b"<url><loc>https://a.example/" + b"a" * 900 + b"</loc></url>",
    "entries without an address": b"<url/>",
    "elements within elements": b"<a>",
    "elements of another kind": b"<a/>",
    "one endless address": b"<url><loc>https://a.example/" + b"a" * 50_000_000,
}


@pytest.mark.parametrize("what", BOMBS)
def test_fifty_megabytes_in_a_small_package_cost_little(what: str) -> None:
    packed = gzip.compress(b"<urlset>" + BOMBS[what] * (50_000_000 // len(BOMBS[what])), 1)
    begun = time.process_time()

    found = urls(packed)

    assert len(found) <= 50_000
    assert time.process_time() - begun < 20


def test_a_tree_of_the_whole_sitemap_is_never_made() -> None:
    packed = gzip.compress(b"<urlset>" + b"<url><x>yyyyyyyy</x></url>" * 200_000, 1)
    tracemalloc.start()
    try:
        urls(packed)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    # What unpacks it takes room for 52 MB at once, whatever it needs.
    assert peak < 65_000_000
