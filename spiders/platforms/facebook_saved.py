"""Facebook posts on a page that a person saved: of the site for computers, for telephones (m.) or without scripts (mbasic)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import urlsplit

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.platforms._facebook_markup import posts_in_markup
from spiders.reading.dates import unix_date
from spiders.reading.json_page import dig, text_at
from spiders.reading.markup import absolute
from spiders.reading.script_objects import objects_below, script_objects

_HOST = regex.compile(r"(?:[\w-]+\.)*facebook\.com")
_MARKS = (b'data-ft="', b"data-ft='", b'role="article"', b'"comet_sections"')
_MOST_POSTS = 500


class FacebookSaved:
    """Facebook is not crawled: its terms and its log-in forbid it. What a person lawfully saved is read, and nothing fetched.

    A post's title is the line above it ("… updated their cover photo") where it has no words of its own, else empty. Its time is
    known where the page carries its data (a web archive, or "complete" saving); the printed one is seldom a date. In a web archive
    the answers that the page loaded while it was scrolled are read as well.
    """

    name: ClassVar[str] = "facebook_saved"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """A page of facebook.com with posts on it."""
        on_facebook = _HOST.fullmatch(urlsplit(page.url).hostname or "") is not None
        return on_facebook and any(mark in page.body for mark in _MARKS) and bool(_drafts(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every page
        """One posting a post with an address of its own, each once."""
        return ParsedPage(drafts=tuple(_drafts(page)))


def _drafts(page: Page) -> list[Draft]:
    """From the page's data first: there the words are whole and the time is exact. The markup may know a post by another id."""
    found: dict[str, Draft] = {}
    addresses = set[str]()
    for draft in (*_from_data(page), *posts_in_markup(page)):
        address = draft.url.rstrip("/")
        if draft.native_id and (draft.title or draft.text) and address not in addresses and len(found) < _MOST_POSTS:
            found.setdefault(draft.native_id, draft)
            addresses.add(address)
    return list(found.values())


def _from_data(page: Page) -> Iterator[Draft]:
    for story in script_objects(page, '"comet_sections"'):
        content = dig(story, "comet_sections", "content", "story")
        if post := text_at(story, "post_id"):
            parts = list(objects_below(content))
            url = next(filter(None, (text_at(part, "wwwURL") for part in parts)), None)
            if address := absolute(page, url):
                yield Draft(url=address, text=_message(parts), native_id=post, date_posted=unix_date(_created(parts)))


def _message(parts: list[dict[str, Any]]) -> str:
    return next(filter(None, (text_at(part, "message", "text") for part in parts)), "")


def _created(parts: list[dict[str, Any]]) -> object:
    return next((part["creation_time"] for part in parts if part.get("creation_time")), None)


PLATFORM = FacebookSaved()
