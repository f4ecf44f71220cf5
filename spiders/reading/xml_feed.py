"""RSS and Atom, read with feedparser."""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import feedparser  # type: ignore[import-untyped]
import lxml.etree

from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import in_range
from spiders.reading.html_text import html_to_text, printed_text
from spiders.reading.markup import absolute, decode, root_name

_MOST_ITEMS = 2_000
_LONGEST_BROKEN = 500_000
# Elements in which job feeds name what schema.org has fields for, best known first.
_FIELDS = {
    "hiring_organization": ("job_listing_company", "company", "job_company"),
    "job_location": ("job_listing_location", "location", "region", "job_location"),
    "base_salary": ("job_listing_salary", "salary"),
    "employment_type": ("job_listing_job_type", "job_type", "jobtype", "employment_type"),
}


def is_xml_feed(page: Page) -> bool:
    """Whether the root element is a feed's."""
    return root_name(page.body) in {"rss", "feed", "rdf"}


def read_xml_feed(page: Page) -> ParsedPage:
    """A draft for each entry, and the next page where the feed names one (RFC 5005)."""
    # A stream, because feedparser would take a text that looks like one for an address to fetch; decoded, because it trusts
    # whatever codec a feed names.
    feed = feedparser.parse(
        io.BytesIO(_bounded(decode(page).encode(errors="replace"))),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    following = (absolute(page, link.get("href")) for link in feed.feed.get("links", ()) if link.get("rel") == "next")
    return ParsedPage(
        drafts=tuple(_drafts(page, feed.entries[:_MOST_ITEMS])),
        links=tuple(Link(url, "list") for url in following if url),
    )


def _bounded(body: bytes) -> bytes:
    """All of a sound feed; of a long broken one the beginning, because the reader of broken feeds is slow."""
    if len(body) <= _LONGEST_BROKEN:
        return body
    try:
        lxml.etree.fromstring(body, lxml.etree.XMLParser(resolve_entities=False, no_network=True))
    except (lxml.etree.LxmlError, ValueError):
        return body[:_LONGEST_BROKEN]
    return body


def _drafts(page: Page, entries: list[Any]) -> Iterator[Draft]:
    for entry in entries:
        url = absolute(page, entry.get("link"))
        native_id = entry.get("id") or url
        title, text = html_to_text(entry.get("title", "")), _text(entry)
        if native_id and (title or text):
            yield Draft(
                url=url or page.url,
                title=" ".join(title.split()),
                text=text,
                native_id=native_id,
                date_posted=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
                valid_through=_moment(entry.get("expired_parsed")),
                **{field: _first(entry, names) for field, names in _FIELDS.items()},
            )


def _text(entry: Any) -> str:
    contents = [content.get("value", "") for content in entry.get("content", ())]
    whole = max(contents, key=len, default="") or entry.get("summary", "")
    return printed_text(whole)


def _first(entry: Any, names: tuple[str, ...]) -> str | None:
    values = (entry.get(name) for name in names)
    return next((html_to_text(value) for value in values if isinstance(value, str) and value.strip()), None)


def _moment(parsed: Any) -> datetime | None:
    if parsed is None:
        return None
    try:
        return in_range(datetime.fromtimestamp(timegm(parsed), UTC))
    except (ValueError, OverflowError, OSError):
        return None
