"""Postings in JSON of any shape, whole or by links, read by the expressions of a source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from compoundwatch.config import SourceConfig
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.answers import JsonAnswer
from spiders.reading.json_select import draft_of, find, json_links
from spiders.reading.paging import next_page

# As many as `json_page` reads of one list.
_MOST_ITEMS = 5_000


def read_json_list(page: Page, data: Any, source: SourceConfig) -> ParsedPage:
    """What one answer holds: a detail page where `detail` matches its URL or nothing in it is a list, else a list."""
    if data is None:
        return ParsedPage()
    if source.detail and regex.search(source.detail, page.url):
        return ParsedPage(drafts=tuple(_drafts(page, [data], source)))
    found = json_links(page, data, source.select)
    items = _items(data, source)
    details = sum(link.role == "detail" for link in found)
    onward = next_page(page, source.paging, len(items) or details, JsonAnswer(data))
    if not source.select.item and not details:
        items = [data]
    return ParsedPage(drafts=tuple(_drafts(page, items, source)), links=(*found, *onward))


def _items(data: Any, source: SourceConfig) -> list[Any]:
    found = find(data, source.select.item)
    return [item for item in found[:_MOST_ITEMS] if isinstance(item, dict)] if isinstance(found, list) else []


def _drafts(page: Page, items: list[Any], source: SourceConfig) -> Iterator[Draft]:
    for item in items:
        draft = draft_of(page, item, source.select, source.languages)
        # A headline alone is no advert, unless the board prints no more of it on its list.
        if draft.title and (draft.text or source.select.item):
            yield draft
