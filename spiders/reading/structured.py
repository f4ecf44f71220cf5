"""schema.org JobPosting in a page: JSON-LD, also where it is slightly broken, and microdata."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import lxml.html
import regex
from extruct.jsonld import JsonLdExtractor  # type: ignore[import-untyped]
from extruct.w3cmicrodata import MicrodataExtractor  # type: ignore[import-untyped]

from spiders.page import Page
from spiders.reading.markup import tree

Item = dict[str, Any]

_TYPE = "JobPosting"
# Comments before the JSON, and what templates written for XHTML wrap round it.
_BEFORE = regex.compile(r"(?:\s|<!--[^\n]{0,500}?-->|//[^\n]{0,500}+\n|/\*.{0,2000}?\*/|<!--|<!\[CDATA\[)++", regex.DOTALL)
_AFTER = ("*/", "]]>", "-->", "/*", "//")
# The lenient reader goes character by character in Python, so it is kept from very long scripts.
_LONGEST_REPAIR = 300_000
_MOST_NODES = 50_000
_MOST_POSTINGS = 300
# Above these the extractor, which compares items with each other, would take minutes.
_MOST_ITEMS = 1_500
_MOST_PARTS = 300


def has_job_posting(page: Page) -> bool:
    """Whether the page names the type at all: a cheap look before the page is parsed."""
    return _TYPE.encode() in page.body and (b"ld+json" in page.body or b"itemscope" in page.body)


def job_postings(page: Page) -> list[Item]:
    """Every JobPosting of the page in the shape of JSON-LD, with `@type`; empty where there is none."""
    if not has_job_posting(page):
        return []
    found = list(islice(_json_ld(tree(page)), _MOST_POSTINGS))
    if not found and b"itemscope" in page.body:
        found = list(islice(_microdata(tree(page), page.url), _MOST_POSTINGS))
    return found


def _json_ld(document: lxml.html.HtmlElement) -> Iterator[Item]:
    for script in document.iter("script"):
        if "ld+json" in script.get("type", "").lower() and _TYPE in (script.text or ""):
            yield from _within(_read(script.text))


def _read(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    if len(text) > _LONGEST_REPAIR:
        return None
    text = _unwrapped(text)
    if '"' not in text:
        text = html.unescape(text)
    script = lxml.html.Element("script", type="application/ld+json")
    try:
        script.text = text
        return JsonLdExtractor().extract_items(script)
    except (ValueError, RecursionError):
        return None


def _unwrapped(text: str) -> str:
    before = _BEFORE.match(text)
    text = text[before.end() if before else 0 :].rstrip(" \t\r\n;")
    for end in _AFTER:
        text = text.removesuffix(end).rstrip()
    return text


def _within(data: Any) -> Iterator[Item]:
    """Every JobPosting in lists, in @graph and nested in other things, in the order of the page."""
    waiting = [data]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            if _is_posting(node.get("@type")):
                yield node
            else:
                waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _is_posting(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(name, str) and regex.split(r"[/:#]", name)[-1] == _TYPE for name in kinds)


def _microdata(document: lxml.html.HtmlElement, url: str) -> Iterator[Item]:
    if document.xpath("count(//*[@itemscope])") > _MOST_ITEMS:
        return
    extractor = MicrodataExtractor()
    outermost = f"//*[@itemscope][contains(@itemtype, '{_TYPE}')][not(ancestor::*[contains(@itemtype, '{_TYPE}')])]"
    for element in document.xpath(outermost):
        if element.xpath("count(.//*[@itemscope])") <= _MOST_PARTS:
            for item in extractor.extract_items(element, url):
                yield from _within(_as_json_ld(item))


def _as_json_ld(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_json_ld(part) for part in value]
    if isinstance(value, dict) and "properties" in value:
        return {"@type": value.get("type")} | {name: _as_json_ld(part) for name, part in value["properties"].items()}
    return value
