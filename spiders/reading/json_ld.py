"""JSON-LD in a page, also where it is slightly broken: every node of a type, with what it refers to put in its place."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

import json_repair
import regex
from lxml.html import HtmlElement

from spiders.reading.javascript import javascript

Item = dict[str, Any]

# Comments before the JSON, and what templates written for XHTML wrap round it.
_BEFORE = regex.compile(r"(?:\s|<!--[^\n]{0,500}?-->|//[^\n]{0,500}+\n|/\*.{0,2000}?\*/|<!--|<!\[CDATA\[)++", regex.DOTALL)
_AFTER = ("*/", "]]>", "-->", "/*", "//")
# Of all scripts of a page. Repairing may take time by the square: four seconds for this. Most adverts are half as long.
_LONGEST_REPAIR = 20_000
_MOST_NODES = 50_000
# Where a posting and what it refers to may hold no more than a reference.
_REFERRING = frozenset({"hiringOrganization", "jobLocation", "address", "baseSalary", "value", "identifier", "applicationContact"})
_DEEPEST_REFERENCE = 2
_MOST_REFERENCES = 100
_PREFIX = regex.compile(r"(?:schema:|https?://schema\.org/)")


def json_ld_items(document: HtmlElement, kind: str) -> Iterator[Item]:
    """Every node of the schema.org type `kind` in lists, in `@graph` and nested in other things, in the order of the page."""
    scripts = [script.text for script in document.iter("script") if "ld+json" in script.get("type", "").lower() and script.text]
    if not any(kind in text for text in scripts):
        return
    nodes = list(_nodes(list(_data(scripts, kind)), kind))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.keys() - {"@type", "@id"}}
    for node in nodes:
        if _is_of(node, kind):
            yield _put_together(node, named, _DEEPEST_REFERENCE)


def _data(scripts: list[str], kind: str) -> Iterator[Any]:
    left = _LONGEST_REPAIR
    for text in scripts:
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            if kind in text:
                yield _repaired(text, left)
                left -= len(text)


def _repaired(text: str, left: int) -> Any:
    """Broken JSON as it was meant; of a text longer than `left` only that which is sound JavaScript."""
    text = _unwrapped(text)
    if '"' not in text:
        text = html.unescape(text)
    if len(text) > left:
        return javascript(text)
    try:
        return json_repair.loads(text)
    except (ValueError, RecursionError):
        return None


def _unwrapped(text: str) -> str:
    before = _BEFORE.match(text)
    text = text[before.end() if before else 0 :].rstrip(" \t\r\n;")
    for end in _AFTER:
        text = text.removesuffix(end).rstrip()
    return text


def _nodes(data: Any, kind: str) -> Iterator[Item]:
    """Every object; those within one of the type are not looked at, because a posting's related postings are others' adverts."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            if not _is_of(node, kind):
                waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _is_of(node: Item, kind: str) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and regex.split(r"[/:#]", name)[-1] == kind for name in names)


def _put_together(node: Item, named: dict[str, Item], depth: int) -> Item:
    """The node with plain names, and with the nodes that it refers to by `@id` in their places."""
    plain = {_PREFIX.sub("", key, 1): value for key, value in node.items()}
    return plain | {key: _whole(plain[key], named, depth) for key in _REFERRING & plain.keys()}


def _whole(value: Any, named: dict[str, Item], depth: int) -> Any:
    if isinstance(value, list):
        return [_one(part, named, depth) for part in value[:_MOST_REFERENCES]]
    return _one(value, named, depth)


def _one(value: Any, named: dict[str, Item], depth: int) -> Any:
    if depth == 0 or not isinstance(value, dict):
        return value
    reference = value.get("@id") if value.keys() <= {"@type", "@id"} else None
    found = named.get(reference, value) if isinstance(reference, str) else value
    return _put_together(found, named, depth - 1)
