"""Mastodon and servers that speak its API: public timelines of a tag, an account or a server, and its search."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, ClassVar

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, objects_at, text_at
from spiders.reading.markup import absolute
from spiders.reading.posted import next_list

_MARK = b'"spoiler_text"'
# Posts for followers and letters do not stand on public timelines, but may in what somebody saved who was logged in.
_PUBLIC = frozenset({"public", "unlisted"})
# Servers give eighty at most.
_MOST_STATUSES = 200
_NEXT = regex.compile(r"<([^<>]{1,2000})>\s*;[^,<>]{0,100}?\brel=\"?next\"?")


class Mastodon:
    """`start` names timelines: `https://<server>/api/v1/timelines/tag/<tag>?limit=40`, `/api/v1/accounts/<id>/statuses`.

    A boost is the post that it boosts. The title is the content warning. Descriptions of pictures are read with the words,
    since many adverts are posters. The id is the post's address in the network, the same on every server that shows it.
    """

    name: ClassVar[str] = "mastodon"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """A list of statuses, or a search's answer that has one."""
        return _MARK in page.body and next(_statuses(json_of(page)), None) is not None

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every server
        """One posting a status, newest first as in the answer, and the page of older ones."""
        if _MARK not in page.body:
            return ParsedPage()
        data = json_of(page)
        drafts = tuple(draft for status in _statuses(data) if (draft := _draft(page, status)))
        return ParsedPage(drafts=drafts, links=_older(page, data))


def _statuses(data: Any) -> Iterator[dict[str, Any]]:
    listed = data if isinstance(data, list) else dig(data, "statuses")
    found = islice(objects_at(listed), _MOST_STATUSES)
    return (status for status in found if isinstance(status.get("account"), dict) and "spoiler_text" in status)


def _draft(page: Page, status: dict[str, Any]) -> Draft | None:
    boosted = status.get("reblog")
    status = boosted if isinstance(boosted, dict) else status
    native_id = text_at(status, "uri") or text_at(status, "url")
    title, text = text_at(status, "spoiler_text") or "", _text(status)
    if native_id is None or not (title or text) or status.get("visibility", "public") not in _PUBLIC:
        return None
    return Draft(
        url=absolute(page, text_at(status, "url") or native_id) or page.url,
        title=title,
        text=text,
        native_id=native_id,
        date_posted=machine_date(text_at(status, "created_at")),
    )


def _text(status: dict[str, Any]) -> str:
    words = html_to_text(text_at(status, "content") or "")
    options = [text_at(option, "title") for option in objects_at(status, "poll", "options")]
    pictures = [text_at(picture, "description") for picture in objects_at(status, "media_attachments")]
    return "\n\n".join(filter(None, (words, "\n".join(filter(None, options)), *pictures)))


def _older(page: Page, data: Any) -> tuple[Link, ...]:
    """What the server's Link header says; of a saved answer without headers, the posts before the last."""
    header = page.headers.get("link")
    if header is not None:
        found = _NEXT.search(header[:8_000])
        url = absolute(page, found[1]) if found else None
        return (Link(url, "list"),) if url and url != page.url else ()
    last = text_at(data, -1, "id") if isinstance(data, list) else None
    return next_list(page, "max_id", last, dropped=("min_id", "since_id"))


PLATFORM = Mastodon()
