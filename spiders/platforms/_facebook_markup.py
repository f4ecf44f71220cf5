"""Facebook's posts in the markup of a page, found by what screen readers and its own scripts need: class names change weekly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
import regex
from parsel import Selector

from spiders.page import Draft, Page
from spiders.reading.dates import unix_date
from spiders.reading.json_page import text_at
from spiders.reading.markup import absolute
from spiders.reading.script_objects import objects_below
from spiders.reading.select import all_text, first_text, root_of

_MOST_POSTS = 500
# For telephones a post has a head and a foot; the boxes of suggestions among them link to nobody in the head.
_PHONE = "//*[@data-ft and .//header and .//footer][not(.//*[@data-ft and .//header and .//footer])][(.//header)[1]//a]"
_PHONE_TEXT = "(.//header)[1]/following-sibling::div[1]"
_PHONE_HEAD = "(.//header)[1]//h3"
# For computers comments are articles as well, within that of the post.
_DESK = "//*[@role='article'][not(ancestor::*[@role='article'])]"
_DESK_TEXT = (
    "[data-ad-rendering-role=story_message], [data-ad-comet-preview=message], [data-ad-preview=message], [data-testid=post_message]"
)
_DESK_HEAD = "h2, h3, h4"
# Addresses of a post by its own id; a post may link to its pictures as well, so the surest come first.
_PATHS = (
    regex.compile(r"/(?:posts|permalink)/(?:[^/?#]{1,300}/)?(pfbid\w{10,100}|\d{5,25})/?"),
    regex.compile(r"/(?:videos|reel)/(?:[^/?#]{1,300}/)?(\d{5,25})/?"),
    regex.compile(r"/photos/(?:[^/?#]{1,300}/)?(\d{5,25})/?"),
)
_QUERIES = (
    ({"/story.php", "/permalink.php"}, "story_fbid"),
    ({"/watch", "/watch/"}, "v"),
    ({"/photo.php", "/photo", "/photo/"}, "fbid"),
)
_KEPT = ("story_fbid", "fbid", "v", "id")


def posts_in_markup(page: Page) -> Iterator[Draft]:
    """One draft a post that has an address of its own, in the order of the page."""
    root = root_of(page)
    for path, text, head in ((_PHONE, _PHONE_TEXT, _PHONE_HEAD), (_DESK, _DESK_TEXT, _DESK_HEAD)):
        for post in root.xpath(path)[:_MOST_POSTS]:
            yield from _draft(page, post, all_text(post, text), head)


def _draft(page: Page, post: Selector, text: str, head: str) -> Iterator[Draft]:
    found = sorted(_addresses(page, post), key=lambda address: address[0])
    if found:
        _, url, link_id = found[0]
        own_id, date = _told(post.attrib.get("data-ft") or "")
        title = "" if text else first_text(post, head) or ""
        yield Draft(url=url, title=title, text=text, native_id=own_id or link_id, date_posted=date)


def _addresses(page: Page, post: Selector) -> Iterator[tuple[int, str, str]]:
    """How sure, the address on the site for computers, and the id in it."""
    for href in post.css("a::attr(href)").getall()[:200]:
        parts = urlsplit(absolute(page, href) or "")
        if not (parts.hostname or "").endswith("facebook.com"):
            continue
        query = parse_qs(parts.query)
        for rank, (pattern, (paths, name)) in enumerate(zip(_PATHS, _QUERIES, strict=True)):
            by_path, by_query = pattern.search(parts.path), query.get(name) if parts.path in paths else None
            if by_path or by_query:
                kept = urlencode([(key, query[key][0]) for key in _KEPT if key in query and by_query])
                url = f"https://www.facebook.com{parts.path}" + (f"?{kept}" if kept else "")
                yield rank, url, by_path[1] if by_path else by_query[0] if by_query else ""


def _told(data: str) -> tuple[str | None, datetime | None]:
    """Id and time from what the page's own scripts are told of a post."""
    try:
        told: Any = orjson.loads(data)
    except orjson.JSONDecodeError:
        return None, None
    times = (part.get("publish_time") for part in objects_below(told))
    return text_at(told, "top_level_post_id"), unix_date(next(filter(None, times), None))
