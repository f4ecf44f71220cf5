"""JSON Feed 1.0 and 1.1. https://www.jsonfeed.org/version/1.1/"""

from __future__ import annotations

from typing import Any

import orjson

from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.markup import absolute

_VERSION = "https://jsonfeed.org/version/"
_MOST_ITEMS = 5_000


def is_json_feed(page: Page) -> bool:
    """Whether the body is a JSON object that names the format."""
    return page.body[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and "items" in _feed(page)


def read_json_feed(page: Page) -> ParsedPage:
    """A draft for each item with an id or an address, and the next page where there is one."""
    feed = _feed(page)
    items = feed.get("items")
    entries = [item for item in items[:_MOST_ITEMS] if isinstance(item, dict)] if isinstance(items, list) else []
    following = absolute(page, _text(feed.get("next_url")))
    return ParsedPage(
        drafts=tuple(draft for draft in (_draft(page, item) for item in entries) if draft),
        links=(Link(following, "list"),) if following else (),
    )


def _feed(page: Page) -> dict[str, Any]:
    try:
        data = orjson.loads(page.body.removeprefix(b"\xef\xbb\xbf"))
    except ValueError:
        return {}
    names_it = isinstance(data, dict) and str(data.get("version", "")).replace("http:", "https:").startswith(_VERSION)
    return data if names_it else {}


def _draft(page: Page, item: dict[str, Any]) -> Draft | None:
    url = absolute(page, _text(item.get("url")) or _text(item.get("external_url")))
    native_id = _text(item.get("id")) or url
    text = html_to_text(_text(item.get("content_html")) or "") or _text(item.get("content_text")) or _text(item.get("summary"))
    title = _text(item.get("title")) or ""
    if native_id is None or not (title or text):
        return None
    return Draft(
        url=url or page.url,
        title=title,
        text=text or "",
        native_id=native_id,
        date_posted=machine_date(item.get("date_published") or item.get("date_modified")),
    )


def _text(value: Any) -> str | None:
    # Version 1.0 let readers accept numbers as ids.
    return str(value).strip() or None if isinstance(value, str | int) and not isinstance(value, bool) else None
