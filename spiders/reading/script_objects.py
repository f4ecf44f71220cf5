"""JSON objects anywhere in a page's `<script>` elements, for pages that bury what they show deep in what draws it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from spiders.page import Page
from spiders.reading.markup import tree

# Of a page of a hundred posts; what follows in a hostile one is not read.
_MOST_NODES = 300_000


def script_objects(page: Page, mark: str) -> Iterator[dict[str, Any]]:
    """Every object, outer before inner and in order, of the scripts that hold `mark` and are JSON."""
    for script in tree(page).iter("script"):
        if script.text and mark in script.text and "json" in (script.get("type") or "json"):
            try:
                data = orjson.loads(script.text)
            except orjson.JSONDecodeError:
                continue
            yield from objects_below(data)


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
