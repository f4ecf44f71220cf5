"""Bluesky's public API: the posts of an account, a list or a custom feed, and of a search where the server allows it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, ClassVar

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.json_page import dig, json_of, objects_at, text_at
from spiders.reading.posted import next_list, with_addresses

_MARK = b"app.bsky.feed.post"
_URI = regex.compile(r"at://(did:[a-z]{1,20}:[\w.:%-]{1,200})/app\.bsky\.feed\.post/([\w.~:-]{1,100})")
_HANDLE = regex.compile(r"[a-z0-9.-]{1,253}")
# What the network shows in place of a handle that no longer leads to its account.
_NO_HANDLE = "handle.invalid"


class Bluesky:
    """`start` names questions under `…/xrpc/app.bsky.feed.`: `getAuthorFeed?actor=…`, `getFeed?feed=…`, `searchPosts?q=…`.

    A repost is the post that it repeats. Posts print addresses cut short; those that they lead to are read with the words, and so
    are a linked page's card and descriptions of pictures.
    """

    name: ClassVar[str] = "bluesky"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """An answer with at least one post in it."""
        return _MARK in page.body and next(_drafts(json_of(page)), None) is not None

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every question
        """One posting a post, in the order of the answer, and the page that the cursor leads to."""
        if _MARK not in page.body:
            return ParsedPage()
        data = json_of(page)
        drafts = tuple(_drafts(data))
        return ParsedPage(drafts=drafts, links=next_list(page, "cursor", text_at(data, "cursor")) if drafts else ())


def _drafts(data: Any) -> Iterator[Draft]:
    for view in chain(objects_at(data, "posts"), _in_feed(data)):
        uri, record = _URI.fullmatch(text_at(view, "uri") or ""), view.get("record")
        text = _text(record) if isinstance(record, dict) else ""
        if uri and text:
            yield Draft(
                url=f"https://bsky.app/profile/{_owner(view, uri[1])}/post/{uri[2]}",
                text=text,
                native_id=uri[0],
                date_posted=machine_date(text_at(record, "createdAt")) or machine_date(text_at(view, "indexedAt")),
            )


def _in_feed(data: Any) -> Iterator[dict[str, Any]]:
    found = (item.get("post") for item in objects_at(data, "feed"))
    return (view for view in found if isinstance(view, dict))


def _owner(view: dict[str, Any], did: str) -> str:
    handle = text_at(view, "author", "handle") or ""
    return handle if handle != _NO_HANDLE and _HANDLE.fullmatch(handle) else did


def _text(record: dict[str, Any]) -> str:
    # A picture or a card beside a quoted post stands one level deeper.
    embeds = (record.get("embed"), dig(record, "embed", "media"))
    cards = [card for embed in embeds if isinstance(card := dig(embed, "external"), dict)]
    pictures = [text_at(picture, "alt") for embed in embeds for picture in objects_at(embed, "images")]
    own = text_at(record, "text") or ""
    printed = (text_at(card, part) for card in cards for part in ("title", "description"))
    words = "\n\n".join(filter(None, (own, *(text for text in printed if text and text not in own), *pictures)))
    return with_addresses(words, filter(None, (*_links(record), *(text_at(card, "uri") for card in cards))))


def _links(record: dict[str, Any]) -> Iterator[str | None]:
    for facet in objects_at(record, "facets"):
        yield from (text_at(feature, "uri") for feature in objects_at(facet, "features"))


PLATFORM = Bluesky()
