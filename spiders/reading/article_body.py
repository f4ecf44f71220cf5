"""Which part of a page is the body of its article, where the page itself tells."""

from __future__ import annotations

import html
from collections import Counter

import lxml.html
from lxml.html import HtmlElement

# A paragraph of fewer characters may be a caption or a teaser.
_LEAST_PARAGRAPH = 80
# The share of all paragraphs' text that the elements of one kind must hold to be the body.
_MOST_OF_IT = 0.6
_LEAST_PIECES = 2


def marked_body(tree: HtmlElement) -> str | None:
    """The element that bears schema.org's `articleBody`, the longest of several, as a page of its own; None without one."""
    marked = [part for part in tree.iterfind(".//*[@itemprop='articleBody']") if part.tag not in {"meta", "link"}]
    return _page_of(_whole(max(marked, key=lambda part: len(part.text_content())))) if marked else None


def pieces_of_body(tree: HtmlElement) -> tuple[str, ...]:
    """Several elements of one kind that together hold most paragraphs, as pages to be tried; none where one element holds them.

    Of one kind are elements of one tag and class with one grandparent: bodies are cut so to set advertisements between. The
    second page has only what is in the elements, because their class may make a reader take the first of them for all.
    """
    held: Counter[tuple[HtmlElement, object, str]] = Counter()
    for paragraph in tree.iter("p"):
        holder = paragraph.getparent()
        size = len(" ".join(paragraph.text_content().split()))
        if size >= _LEAST_PARAGRAPH and holder is not None and (kind := _kind(holder)):
            held[kind] += size
    if not held:
        return ()
    (grandparent, tag, name), size = held.most_common(1)[0]
    if size < _MOST_OF_IT * held.total():
        return ()
    pieces = [part for parent in grandparent for part in parent if part.tag == tag and part.get("class") == name]
    if len(pieces) < _LEAST_PIECES:
        return ()
    return _page_of("".join(map(_whole, pieces))), _page_of("".join(map(_inner, pieces)))


def _kind(holder: HtmlElement) -> tuple[HtmlElement, object, str] | None:
    parent = holder.getparent()
    grandparent = parent.getparent() if parent is not None else None
    name = holder.get("class")
    return (grandparent, holder.tag, name) if grandparent is not None and name else None


def _page_of(content: str) -> str:
    return f"<html><body><article>{content}</article></body></html>"


def _whole(part: HtmlElement) -> str:
    markup: str = lxml.html.tostring(part, encoding="unicode", with_tail=False)
    return markup


def _inner(part: HtmlElement) -> str:
    inside = "".join(lxml.html.tostring(child, encoding="unicode") for child in part)
    return f"<div>{html.escape(part.text or '')}{inside}</div>"
