"""Where an advert's page has its parts: guesses by headline, main text, names of elements and labels, for a person to look over."""

from __future__ import annotations

import lxml.html
from parsel import Selector

from spiders.page import Page
from spiders.reading.main_text import main_text
from spiders.reading.markup import decode
from spiders.reading.select import root_of
from spiders.sourcing.fact_selectors import fact_selectors
from spiders.sourcing.names_of_elements import FURNITURE, first_way, flat, steps

# Share of the main text's lines that the element of the text must hold.
_MOST_OF_IT = 0.8
_IDS = ("data-job-id", "data-jobid", "data-vacancy-id", "data-advert-id", "data-id")


def advert_selectors(page: Page) -> dict[str, str]:
    """Posting field → selector, for the fields that were found; keys in the order of `select:`."""
    root = root_of(page)
    headline, body = _headline(root), _text_element(root, page)
    found = {
        "title": None if headline is None else first_way(root, headline),
        "text": None if body is None else first_way(root, body),
        "native_id": _own_id(body),
        **fact_selectors(root),
    }
    return {field: selector for field, selector in found.items() if selector}


def _headline(root: Selector) -> lxml.html.HtmlElement | None:
    title = _words(root.root.findtext(".//title") or "")
    headlines = [found for tag in ("h1", "h2") for found in list(root.root.iter(tag))[:20] if _words(found.text_content())]
    # Most pages begin their <title> with the advert's; a site's own name in an <h1> stands at its end, if at all.
    return max(headlines, key=lambda found: (len(title & _words(found.text_content())), found.tag == "h1"), default=None)


def _text_element(root: Selector, page: Page) -> lxml.html.HtmlElement | None:
    """The smallest element that holds most lines of the main text."""
    lines = [flat(line) for line in main_text(decode(page), page.url).splitlines() if line.strip()]
    whole = sum(map(len, lines))
    held = root.root.find("body")
    while held is not None and whole:
        inner = [child for child in held if isinstance(child.tag, str) and child.tag not in FURNITURE]
        deeper = next((child for child in inner if _held(child, lines) >= _MOST_OF_IT * whole), None)
        if deeper is None:
            break
        held = deeper
    return held if whole else None


def _held(element: lxml.html.HtmlElement, lines: list[str]) -> int:
    text = flat(element.text_content())
    return sum(len(line) for line in lines if line in text)


def _own_id(body: lxml.html.HtmlElement | None) -> str | None:
    """An attribute with the board's own id, on the advert's element or around it."""
    for element in () if body is None else (body, *body.iterancestors()):
        for name in _IDS:
            if element.get(name):
                return f"{next(iter(steps(element)))}::attr({name})"
    return None


def _words(text: str) -> set[str]:
    return set(text.casefold().split())
