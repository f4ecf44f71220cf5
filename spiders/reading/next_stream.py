"""What newer Next.js pages push in pieces (`self.__next_f.push([1, "…"])`): rows of JSON and of text that refer to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson
import regex

from spiders.reading.javascript import javascript

PUSHED = "__next_f"
_PUSH = regex.compile(r"__next_f\.push\(\s*+(?=\[)")
_ROW = regex.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,8}),)?")
_MOST_OBJECTS = 20_000
_MOST_NODES = 500_000
_LONGEST = 8_000_000


def pushed_objects(scripts: Iterable[str]) -> list[dict[str, Any]]:
    """Every object in the rows, outer before inner, as one flat list; a text that stands in a row of its own is put in its place.

    Where in its tree of components a page keeps its postings changes with its look; what they have in common does not, so an
    `item` chooses by that: `[?jobTitle && company]`.
    """
    stream = "".join(_pieces(scripts))[:_LONGEST].encode(errors="replace")
    rows, texts = [], {}
    for name, text, row in _rows(stream):
        if text is None:
            rows.append(row)
        else:
            texts[f"${name}"] = text
    return [_with_texts(found, texts) for found in islice(_objects(rows), _MOST_OBJECTS)]


def _pieces(scripts: Iterable[str]) -> Iterator[str]:
    for script in scripts:
        if pushed := _PUSH.search(script):
            piece = javascript(script[pushed.end() :])
            yield from (part for part in piece or () if isinstance(part, str))


def _rows(stream: bytes) -> Iterator[tuple[str, str | None, Any]]:
    """Name and content of each row. That of a text says its length in bytes and has no line end."""
    at = 0
    while at < len(stream) and (head := _ROW.match(stream, at)):
        name = head[1].decode()
        if head[2]:
            end = head.end() + int(head[2], 16)
            yield name, stream[head.end() : end].decode(errors="replace"), None
            at = end
        else:
            end = stream.find(b"\n", head.end())
            end = len(stream) if end < 0 else end
            yield name, None, _json(stream[head.end() : end])
            at = end + 1


def _json(row: bytes) -> Any:
    try:
        return orjson.loads(row)
    except ValueError:
        # Names of modules to load, and other rows that hold no data.
        return None


def _objects(rows: list[Any]) -> Iterator[dict[str, Any]]:
    waiting = rows[::-1]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _with_texts(found: dict[str, Any], texts: dict[str, str]) -> dict[str, Any]:
    return {key: _meant(value, texts) if isinstance(value, str) else value for key, value in found.items()}


def _meant(value: str, texts: dict[str, str]) -> str | None:
    """What a value that begins with a dollar stands for: nothing, a date, a text that begins with one, or another row."""
    match value[:2]:
        case "$u":
            return None
        case "$D":
            return value[2:]
        case "$$":
            return value[1:]
    return texts.get(value, value)
