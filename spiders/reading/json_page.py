"""JSON from the web, of which nothing is certain: parts of it as text, lists and objects, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from spiders.page import Page
from spiders.reading.markup import LONGEST

# No API gives more in one answer; what follows in a hostile one is not read.
_MOST_ITEMS = 5_000
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def json_of(page: Page) -> Any:
    """The body as JSON; None where it is none, or longer than any page."""
    if len(page.body) > LONGEST:
        return None
    try:
        return orjson.loads(page.body.removeprefix(_BYTE_ORDER_MARK))
    except ValueError:
        return None


def dig(data: Any, *path: str | int) -> Any:
    """The value under these keys and positions, None where one of them is missing or leads through no object or list."""
    for step in path:
        if isinstance(step, str):
            data = data.get(step) if isinstance(data, dict) else None
        else:
            data = data[step] if isinstance(data, list) and -len(data) <= step < len(data) else None
    return data


def text_at(data: Any, *path: str | int) -> str | None:
    """The text or number there, as printed; None for anything else and for blank text."""
    value = dig(data, *path)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def number_at(data: Any, *path: str | int) -> int | None:
    """The whole number there, also where it is written as text; None for anything else."""
    text = text_at(data, *path) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def objects_at(data: Any, *path: str | int) -> Iterator[dict[str, Any]]:
    """The objects of the list there, in order; nothing where there is no list."""
    found = dig(data, *path)
    for item in found[:_MOST_ITEMS] if isinstance(found, list) else ():
        if isinstance(item, dict):
            yield item


def texts_at(data: Any, *path: str | int) -> list[str]:
    """The texts of the list there, or the one text there; empty where there is neither."""
    found = dig(data, *path)
    items = found[:_MOST_ITEMS] if isinstance(found, list) else [found]
    return [text for item in items if (text := text_at(item))]
