"""Small web sites watched whole: by their sitemap, or by their links to a depth. Every page is a posting and leads to others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import ClassVar
from urllib.parse import urldefrag, urlsplit

import lxml.html
import regex
from parsel import Selector

from compoundwatch.config import SourceConfig
from compoundwatch.config.sources import WatchConfig
from compoundwatch.posting import Kind
from compoundwatch.text import inline
from spiders.page import Draft, Link, LinkRole, Page, ParsedPage
from spiders.reading.html_text import html_to_text
from spiders.reading.main_text import main_text
from spiders.reading.markup import absolute, root_name, tree
from spiders.reading.outgoing import outgoing_contacts
from spiders.reading.page_fingerprint import page_fingerprint
from spiders.reading.select import select
from spiders.reading.sitemap import is_sitemap, sitemap_links, unpacked

_SITEMAP = regex.compile(r"\.xml(?:\.gz)?$", regex.IGNORECASE)
_NO_PAGE = regex.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|css|js|json|xml|rss|atom|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|apk|exe|dmg|mp[34]|avi|mov"
    r"|webm|ogg|wav|woff2?|ttf|eot)$",
    regex.IGNORECASE,
)
_MOST_LINKS = 500
# Less main text than this on a page means that its words stand in a form that articles do not have.
_LEAST_TEXT = 200


class WatchedSite:
    """`start` names sitemaps (`….xml`) or pages; links are followed on the same host, to `depth`.

    The text is the page's main text, and below it the contacts that the page offers. A change is told by what stands still:
    the order of blocks, dates, clocks, counters and tokens do not count (spiders/reading/page_fingerprint.py). What
    `watch.ignore` finds is left out.
    """

    name: ClassVar[str] = "watched_site"
    kind: ClassVar[Kind] = "site"

    def recognises(self, page: Page) -> bool:  # noqa: ARG002 - any page could be one
        """Never: that a site is watched says its YAML."""
        return False

    def begin(self, source: SourceConfig) -> tuple[Link, ...]:
        """Sitemaps are lists; every other address is a page that is watched, too."""
        return tuple(Link(url, "list" if _SITEMAP.search(urlsplit(url).path) else "page") for url in source.start)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """The page as a posting, and the pages of the site that it leads to."""
        body = unpacked(page)
        if is_sitemap(body):
            return ParsedPage(links=sitemap_links(page, body, source))
        if root_name(body) in {"rss", "feed", "rdf"}:
            return ParsedPage()
        watch = source.watch if source else WatchConfig()
        root = _without(tree(page), watch.ignore)
        draft = _draft(page, root)
        return ParsedPage(drafts=(draft,) if draft.text else (), links=tuple(islice(_links(page, root, watch), _MOST_LINKS)))


def _without(root: lxml.html.HtmlElement, ignored: tuple[str, ...]) -> lxml.html.HtmlElement:
    """A copy of the tree that may be changed, without what is not watched."""
    copied: lxml.html.HtmlElement = lxml.html.document_fromstring(lxml.html.tostring(root, encoding="utf-8"))
    for selector in ignored:
        for found in select(Selector(root=copied, type="html"), selector):
            if isinstance(found.root, lxml.html.HtmlElement) and found.root.getparent() is not None:
                found.root.drop_tree()
    return copied


def _draft(page: Page, root: lxml.html.HtmlElement) -> Draft:
    html = lxml.html.tostring(root, encoding="unicode")
    words = html_to_text(html)
    contacts = outgoing_contacts(root, words)
    text = main_text(html, page.url)
    if len(text) < _LEAST_TEXT:
        text = words
    below = [contact for contact in contacts if contact not in text]
    draft = Draft(url=page.url, title=_title(root), text="\n".join(filter(None, [text, *below])))
    return replace(draft, fingerprint=page_fingerprint(draft.title, text, contacts))


def _title(root: lxml.html.HtmlElement) -> str:
    return inline(root.findtext(".//title") or "") or inline(next((head.text_content() for head in root.iter("h1")), ""))


def _links(page: Page, root: lxml.html.HtmlElement, watch: WatchConfig) -> Iterator[Link]:
    skipped = regex.compile(watch.skip) if watch.skip else None
    host, met = urlsplit(page.url).netloc.lower(), {page.url}
    role: LinkRole = "page"
    for href in root.xpath("//a/@href"):
        found = absolute(page, str(href))
        url = urldefrag(found).url if found else ""
        parts = urlsplit(url)
        if parts.netloc.lower() != host or url in met or _NO_PAGE.search(parts.path) or (skipped and skipped.search(url)):
            continue
        met.add(url)
        yield Link(url, role)


PLATFORM = WatchedSite()
