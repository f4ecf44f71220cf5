"""A list page that holds its postings whole: where each of them stands, and its parts within."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import lxml.html
from parsel import Selector

from spiders.page import Page
from spiders.reading.select import root_of
from spiders.sourcing.fact_selectors import fact_selectors
from spiders.sourcing.names_of_elements import FURNITURE, first_way, flat, stable_names, steps

_BLOCKS = ("article", "section", "li", "div", "tr")
_HEADLINES = ("h1", "h2", "h3", "h4", "h5", "strong", "a")
_LEAST_ITEMS = 3
_MOST_BLOCKS = 3_000
# Characters of an item on the average: a card that only leads to an advert has fewer.
_LEAST_TEXT = 250
# Share of an item's text that the element of its text must hold.
_MOST_OF_IT = 0.6


def item_selectors(page: Page) -> dict[str, str]:
    """`item` and the fields within, empty where the page has no three blocks of one kind with a posting's length of text."""
    root = root_of(page)
    groups: dict[object, list[lxml.html.HtmlElement]] = defaultdict(list)
    for block in _blocks(root):
        groups[block.tag, stable_names(block)].append(block)
    best = max(groups.values(), key=_score, default=[])
    if _score(best) == 0:
        return {}
    rule = next((way for way in steps(best[0]) if [found.root for found in root.css(way)] == best), None)
    return {"item": rule, **_parts(Selector(root=best[0], type="html"))} if rule else {}


def _blocks(root: Selector) -> Iterator[lxml.html.HtmlElement]:
    for count, block in enumerate(root.root.iter(*_BLOCKS)):
        if count == _MOST_BLOCKS:
            return
        if stable_names(block) and not any(above.tag in FURNITURE for above in block.iterancestors()):
            yield block


def _score(group: list[lxml.html.HtmlElement]) -> float:
    """The text in all of them; blocks that lie in each other are no list."""
    inside = set(group)
    if len(group) < _LEAST_ITEMS or any(above in inside for block in group for above in block.iterancestors()):
        return 0
    if any(_headline(block) is None for block in group):
        return 0
    lengths = [len(flat(block.text_content())) for block in group]
    return sum(lengths) if sum(lengths) >= _LEAST_TEXT * len(group) else 0


def _parts(item: Selector) -> dict[str, str]:
    headline = _headline(item.root)
    names = {"native_id": next((f"::attr({name})" for name in ("data-id", "data-job-id", "id") if item.root.get(name)), None)}
    ways = {
        "url": "a::attr(href)" if item.css("a::attr(href)") else None,
        "title": None if headline is None else first_way(item, headline),
        "text": _text(item),
    }
    return {field: selector for field, selector in {**names, **ways, **fact_selectors(item)}.items() if selector}


def _headline(block: lxml.html.HtmlElement) -> lxml.html.HtmlElement | None:
    return next((found for tag in _HEADLINES for found in block.iter(tag) if flat(found.text_content())), None)


def _text(item: Selector) -> str:
    """The element with most of the words, else all of the item."""
    whole = len(flat(item.root.text_content()))
    inner = (child for child in item.root.iter() if child is not item.root and isinstance(child.tag, str))
    long = [child for child in inner if len(flat(child.text_content())) >= _MOST_OF_IT * whole]
    return (first_way(item, long[-1]) if long else None) or "./*"
