"""schema.org JobPosting in a page: JSON-LD, microdata and RDFa."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import lxml.html
from extruct.w3cmicrodata import MicrodataExtractor  # type: ignore[import-untyped]

from spiders.page import Page
from spiders.reading.json_ld import json_ld_items
from spiders.reading.markup import tree
from spiders.reading.rdfa import rdfa_items

Item = dict[str, Any]

_TYPE = "JobPosting"
_MOST_POSTINGS = 300
# Above these the extractor, which compares items with each other, would take minutes.
_MOST_ITEMS = 1_500
_MOST_PARTS = 300


def has_job_posting(page: Page) -> bool:
    """Whether the page names the type at all: a cheap look before the page is parsed."""
    return _TYPE.encode() in page.body and any(mark in page.body for mark in (b"ld+json", b"itemscope", b"typeof"))


def job_postings(page: Page) -> list[Item]:
    """Every JobPosting of the page in the shape of JSON-LD, with `@type`; empty where there is none.

    A page that says the same in two ways is read in the first that gives any: JSON-LD, microdata, RDFa.
    """
    if not has_job_posting(page):
        return []
    document = tree(page)
    found = list(islice(json_ld_items(document, _TYPE), _MOST_POSTINGS))
    if not found and b"itemscope" in page.body:
        found = list(islice(_microdata(document, page.url), _MOST_POSTINGS))
    if not found and b"typeof" in page.body:
        found = list(islice(rdfa_items(document, _TYPE), _MOST_POSTINGS))
    return found


def _microdata(document: lxml.html.HtmlElement, url: str) -> Iterator[Item]:
    if document.xpath("count(//*[@itemscope])") > _MOST_ITEMS:
        return
    extractor = MicrodataExtractor()
    outermost = f"//*[@itemscope][contains(@itemtype, '{_TYPE}')][not(ancestor::*[contains(@itemtype, '{_TYPE}')])]"
    for element in document.xpath(outermost):
        if element.xpath("count(.//*[@itemscope])") <= _MOST_PARTS:
            found = chain.from_iterable(map(_items_in, extractor.extract_items(element, url)))
            yield from (_as_json_ld(item) for item in found)


def _items_in(item: Item) -> Iterator[Item]:
    """The item, or those in it, whose type is that of a posting."""
    kinds = item.get("type")
    if any(str(kind).rpartition("/")[2] == _TYPE for kind in (kinds if isinstance(kinds, list) else [kinds])):
        yield item


def _as_json_ld(value: Any) -> Any:
    if isinstance(value, list):
        return [_as_json_ld(part) for part in value]
    if isinstance(value, dict) and "properties" in value:
        return {"@type": value.get("type")} | {name: _as_json_ld(part) for name, part in value["properties"].items()}
    return value
