"""Bodies made to break a reader: no platform may raise on one, and none may take long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compoundwatch.config import SourceConfig
from compoundwatch.config.sources import SelectConfig
from spiders.page import Page
from spiders.pagecheck import check
from spiders.platforms import load_platform, platform_names
from spiders.saved import lone_source, postings_on

LD = b'<script type="application/ld+json">{"@type":"JobPosting","title":"x",'
BODIES = {
    "ten megabytes of <": b"<" * 10_000_000,
    "a hundred thousand open elements": b"<div>" * 100_000,
    "open formatting in a description": LD + b'"description":"' + b"<p><b>" * 100_000 + b'"}</script>',
    "JSON nested beyond reason": LD + b'"x":' + b"[" * 1_000_000,
    "JSON of comments": LD + b"/*" * 140_000,
    "blanks after broken JSON": LD + b" " * 290_000 + b"x",
    "items within items": b'<div itemscope itemtype="http://schema.org/JobPosting">' + b"<div itemscope itemprop=a>" * 5_000,
    "feed of <": b"<rss>" + b"<" * 10_000_000,
    "feed that never closes": b"<rss><channel>" + b"<item><title>a</title><guid>1</guid>" * 30_000,
    "entities that grow": b'<!DOCTYPE a [<!ENTITY a "' + b"a" * 50_000 + b'">]><rss><channel><title>' + b"&a;" * 5_000,
    "messages within messages": b'<div class="tgme_widget_message" data-post="a/1">' * 5_000,
    "nothing but NUL": b"\0" * 5_000_000,
    "lone surrogates": "\ud800".encode("utf-8", "surrogatepass") * 100_000,
    "a codec that is no character set": b"<meta charset=punycode>\xff" + b"a-b" * 300_000,
    "half a gzip file": b"\x1f\x8b" + b"\0" * 1_000,
    "a sitemap that never closes": b"<urlset>" + b"<url><loc>http://a.example/" * 50_000,
    "references to no character": b"<p>" + b"&#x110000;&#xd800;" * 50_000,
    "one endless style": b'<p style="' + b"display " * 300_000,
    "a title that repeats itself": b"<title>" + b"page is page has " * 100_000,
}
# Of processor time, on one slow core, for all platforms together; the longest takes a third of this.
SECONDS = 15


def read_every_way(body: bytes, content_type: str = "text/html") -> int:
    """Judge the page and read it with every platform; how many postings came of it."""
    page = Page("https://a.example/b", body, headers={"content-type": content_type})
    check(page)
    count = 0
    for name in platform_names():
        platform = load_platform(name)
        platform.recognises(page)
        count += sum(1 for _ in postings_on(page, platform, with_selectors(lone_source(page, platform))))
    return count


def with_selectors(source: SourceConfig) -> SourceConfig:
    return source.model_copy(update={"select": SelectConfig(link="link", title="h1, title, p", text="p, div", next="a")})


@pytest.mark.parametrize("what", BODIES)
def test_it_is_read_or_left_within_seconds(what: str) -> None:
    begun = time.process_time()

    read_every_way(BODIES[what], "text/html; charset=punycode")

    assert time.process_time() - begun < SECONDS


PIECES = st.sampled_from((
    b"<", b">", b"</", b"<p>", b"<script type=application/ld+json>", b'{"@type":"JobPosting",', b'"title":', b'"x"',
    b"}", b"[", b"]", b"<rss>", b"<channel><item>", b"<title>", b"</title>", b"<urlset><url><loc>", b"http://[",
    b"https://a.example/", b"&#0;", b"&lt;", b"<div class=tgme_widget_message data-post='a/1'>",
    b"<div itemscope itemtype=http://schema.org/JobPosting>", b"<b itemprop=title>", b"<base href='http://['>",
    b"<a href='//['>", b"\0", b"\xff\xfe", b"\xed\xa0\x80", b"<?xml version='1.0' encoding='x'?>", b"<!--",
    b'{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"title":"t"}]',
    b'"datePosted":"0001-01-01T00:00:00+14:00"', b",",
))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=8), max_size=40))
def test_no_mixture_of_markup_raises(pieces: list[bytes]) -> None:
    read_every_way(b"".join(pieces))
