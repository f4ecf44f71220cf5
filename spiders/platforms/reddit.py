"""Reddit's listings, as JSON and as the Atom that it calls RSS.

Reddit's robots.txt has forbidden every crawler since 2024 and its terms want an agreement; the class is for answers that were
lawfully obtained and saved, or for who has that agreement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import islice
from typing import Any, ClassVar

import regex
from parsel import Selector

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.dates import unix_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import json_of, objects_at, text_at
from spiders.reading.markup import absolute
from spiders.reading.posted import next_list, with_addresses
from spiders.reading.xml_feed import is_xml_feed, read_xml_feed

_LISTING = (b'"subreddit"', b'"permalink"')
_FEED = b"reddit.com/"
_SITE = "https://www.reddit.com"
_NAME = regex.compile(r"t[13]_[a-z0-9]{1,13}")
# Submissions and comments.
_KINDS = frozenset({"t1", "t3"})
# What Reddit prints in the place of words that are gone: no posting, so that it never replaces the words we may have.
_GONE = frozenset({"[removed]", "[deleted]"})
# Reddit gives a hundred at most.
_MOST_POSTS = 500
_SIGNATURE = regex.compile(r"\s*submitted by\s+/u/\S{1,40}(?:\s+to\s+\S{1,40})?\s+\[link\]\s*\[comments\]\s*\Z")


class Reddit:
    """`start` would name listings: `/r/<subreddit>/new.json?limit=100&raw_json=1`, `/r/<subreddit>/new/.rss?limit=100`.

    A submission that is a link has its address for text, a crosspost the words of the first post. The id is Reddit's full name
    (`t3_…`), the same in both shapes.
    """

    name: ClassVar[str] = "reddit"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """A listing with a submission or comment in it, or Reddit's feed."""
        return bool(self.parse(page, None).drafts)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every listing
        """One posting a submission or comment, in the order of the page; the listing that follows, where it says which."""
        if all(mark in page.body for mark in _LISTING):
            return _listing(page)
        if _FEED in page.body and is_xml_feed(page):
            return ParsedPage(drafts=tuple(_of_feed(page)))
        return ParsedPage()


def _listing(page: Page) -> ParsedPage:
    data = json_of(page)
    # A thread's page is two listings: the submission, and the comments on it.
    drafts = tuple(draft for listing in (data[:2] if isinstance(data, list) else [data]) for draft in _of_listing(listing))
    after = text_at(data, "data", "after")
    return ParsedPage(drafts=drafts, links=next_list(page, "after", after, dropped=("before", "count")) if drafts else ())


def _of_listing(listing: Any) -> Iterator[Draft]:
    for child in islice(objects_at(listing, "data", "children"), _MOST_POSTS):
        data = child.get("data")
        if child.get("kind") in _KINDS and isinstance(data, dict) and (draft := _draft(data)):
            yield draft


def _draft(data: dict[str, Any]) -> Draft | None:
    name, permalink = text_at(data, "name") or "", text_at(data, "permalink") or ""
    title, text = unescape(text_at(data, "title") or ""), _text(data)
    gone = data.get("removed_by_category") or _GONE & {title, text}
    if gone or not _NAME.fullmatch(name) or not permalink.startswith("/") or not (title or text):
        return None
    return Draft(url=_SITE + permalink, title=title, text=text, native_id=name, date_posted=unix_date(data.get("created_utc")))


def _text(data: dict[str, Any]) -> str:
    own = _words(data, "selftext") or _words(data, "body")
    crossposted = own or next((_words(first, "selftext") for first in objects_at(data, "crosspost_parent_list")), "")
    if crossposted or data.get("is_self"):
        return crossposted
    return unescape(text_at(data, "url_overridden_by_dest") or text_at(data, "url") or "")


def _words(data: dict[str, Any], field: str) -> str:
    """The text as a reader sees it, and the addresses behind its words."""
    html = text_at(data, f"{field}_html")
    if html is None:
        return unescape(text_at(data, field) or "")
    if "<" not in html:
        html = unescape(html)
    hrefs = Selector(text=html).css("a::attr(href)").getall()
    return with_addresses(html_to_text(html), (href for href in hrefs if href.startswith(("http://", "https://"))))


def _of_feed(page: Page) -> Iterator[Draft]:
    for draft in read_xml_feed(page).drafts:
        if draft.native_id and _NAME.fullmatch(draft.native_id):
            yield replace(draft, text=_SIGNATURE.sub("", draft.text), url=absolute(page, draft.url) or page.url)


PLATFORM = Reddit()
