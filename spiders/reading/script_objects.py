"""JSON objects anywhere in a page's scripts or answers, for sites that bury what they show deep in what draws it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from spiders.page import Page
from spiders.reading.markup import decode, tree

# Of a page of a hundred posts; what follows in a hostile one is not read.
_MOST_NODES = 300_000
_MOST_LINES = 1_000
# Put before data so that no other page can run it as a script.
_GUARD = b"for (;;);"


def script_objects(page: Page, mark: str) -> Iterator[dict[str, Any]]:
    """Every object, outer before inner and in order, of the scripts that hold `mark` and are JSON.

    Of an answer that is nothing but JSON, as a page loads while it is scrolled, those of each of its lines.
    """
    if not page.body[:100].lstrip().startswith((b"{", b"[", _GUARD)):
        texts = [script.text for script in tree(page).iter("script") if script.text and "json" in (script.get("type") or "json")]
    elif _read(whole := decode(page).strip().removeprefix(_GUARD.decode())) is not None:
        texts = [whole]
    else:
        texts = whole.splitlines()[:_MOST_LINES]
    for text in texts:
        if mark in text:
            yield from objects_below(_read(text))


def _read(text: str) -> Any:
    """None for what is no JSON."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def objects_below(data: Any) -> Iterator[dict[str, Any]]:
    """Every object in `data`, itself too, outer before inner and in order."""
    waiting, left = [data], _MOST_NODES
    while waiting and left:
        left -= 1
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(node.values()))
        elif isinstance(node, list):
            waiting.extend(reversed(node))
