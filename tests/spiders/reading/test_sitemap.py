from __future__ import annotations

import gzip

from spiders.page import Page
from spiders.platforms.json_ld import PLATFORM

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://a.example/jobs-1.xml.gz</loc><lastmod>2026-01-02T03:04:05Z</lastmod></sitemap></sitemapindex>"""


def test_an_index_leads_to_further_sitemaps() -> None:
    (link,) = PLATFORM.parse(Page("https://a.example/sitemap.xml", INDEX), None).links

    assert (link.url, link.role, str(link.lastmod)) == ("https://a.example/jobs-1.xml.gz", "list", "2026-01-02 03:04:05+00:00")


def test_a_packed_sitemap_is_unpacked() -> None:
    assert len(PLATFORM.parse(Page("https://a.example/sitemap.xml.gz", gzip.compress(INDEX)), None).links) == 1


def test_a_bare_ampersand_hides_nothing() -> None:
    body = b"<urlset><url><loc>https://a.example/1?a=1&b=2</loc></url><url><loc>https://a.example/2</loc></url></urlset>"

    assert PLATFORM.parse(Page("https://a.example/sitemap.xml", body), None).links[-1].url == "https://a.example/2"


def test_a_broken_package_holds_nothing() -> None:
    assert PLATFORM.parse(Page("https://a.example/sitemap.xml.gz", gzip.compress(INDEX)[:40]), None).links == ()
