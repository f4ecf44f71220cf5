"""A page's headline, and the lead that repeats its description: told apart from the text below them."""

from __future__ import annotations

from collections.abc import Iterable

import regex
from lxml.html import HtmlElement

_WORD = regex.compile(r"\w++")
_TITLES = (
    ".//meta[@property='og:title']", ".//meta[@name='twitter:title']", ".//meta[@itemprop='headline']",
)  # fmt: skip
_DESCRIPTIONS = (
    ".//meta[@property='og:description']", ".//meta[@name='description']", ".//meta[@name='twitter:description']",
    ".//meta[@itemprop='description']",
)  # fmt: skip
# Lines of a text among which its headline stands; characters below which a headline is no sign.
_FIRST_LINES = 4
_SHORTEST = 10


def without_headline(text: str, tree: HtmlElement) -> str:
    """The text without a headline among its first lines, and without the page's description where that follows it."""
    titles, descriptions = _titles(tree), _contents(tree, _DESCRIPTIONS)
    lines = text.split("\n")
    kept: list[str] = []
    headed = False
    for line in lines[:_FIRST_LINES]:
        words = _words(line)
        if words in titles:
            headed = True
        elif kept or not headed or words not in descriptions:
            kept.append(line)
    return "\n".join(kept + lines[_FIRST_LINES:])


def _titles(tree: HtmlElement) -> set[str]:
    printed = (head.text_content() for tag in ("h1", "*[@itemprop='headline']") for head in tree.iterfind(f".//{tag}"))
    return _long_enough(printed) | _contents(tree, _TITLES)


def _contents(tree: HtmlElement, paths: Iterable[str]) -> set[str]:
    return _long_enough(meta.get("content") or "" for path in paths for meta in tree.iterfind(path))


def _long_enough(texts: Iterable[str]) -> set[str]:
    return {words for text in texts if len(words := _words(text)) >= _SHORTEST}


def _words(line: str) -> str:
    return " ".join(_WORD.findall(line)).casefold()
