"""Which part of a page is the body of its article, where the page itself tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import lxml.html
from lxml.html import HtmlElement

# A paragraph of fewer characters may be a caption or a teaser.
_LEAST_PARAGRAPH = 80
# The share of all paragraphs' text that the elements of one kind must hold to be the body.
_MOST_OF_IT = 0.6


def marked_body(tree: HtmlElement) -> str | None:
    """The element that bears schema.org's `articleBody`, the longest of several, as a page of its own; None without one."""
    marked = [part for part in tree.iterfind(".//*[@itemprop='articleBody']") if part.tag not in {"meta", "link"}]
    return _page_of([max(marked, key=lambda part: len(part.text_content()))]) if marked else None


def pieces_of_body(tree: HtmlElement) -> str | None:
    """Several elements of one kind that together hold most paragraphs, as a page; None where one element holds them.

    Of one kind are elements of one tag and class with one grandparent: bodies are cut so to set advertisements between.
    """
    held: Counter[tuple[HtmlElement, object, str]] = Counter()
    for paragraph in tree.iter("p"):
        holder = paragraph.getparent()
        size = len(" ".join(paragraph.text_content().split()))
        if size >= _LEAST_PARAGRAPH and holder is not None and (kind := _kind(holder)):
            held[kind] += size
    if not held:
        return None
    (grandparent, tag, name), size = held.most_common(1)[0]
    if size < _MOST_OF_IT * held.total():
        return None
    pieces = [part for parent in grandparent for part in parent if part.tag == tag and part.get("class") == name]
    return _page_of(pieces) if len(pieces) > 1 else None


def _kind(holder: HtmlElement) -> tuple[HtmlElement, object, str] | None:
    parent = holder.getparent()
    grandparent = parent.getparent() if parent is not None else None
    name = holder.get("class")
    return (grandparent, holder.tag, name) if grandparent is not None and name else None


def _page_of(parts: Sequence[HtmlElement]) -> str:
    inner = "".join(lxml.html.tostring(part, encoding="unicode", with_tail=False) for part in parts)
    return f"<html><body><article>{inner}</article></body></html>"
