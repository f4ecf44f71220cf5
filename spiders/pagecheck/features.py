"""What a page shows, counted once for all rules of the page check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

import lxml.html
import regex

from compoundwatch.text import fold_text
from spiders.page import Page
from spiders.reading.markup import tree

# No wall is longer; what stands further down does not change the verdict.
_LONGEST_TEXT = 6_000
_LONGEST_LINE = 300
_UNSEEN = frozenset({"head", "script", "style", "template", "svg", "select", "option", "noscript", "textarea"})
_HIDDEN = regex.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", regex.IGNORECASE)
# A word where words are spaced; elsewhere two letters count as one.
_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{1,2}|[\p{L}\p{N}]++")
_TYPED = "@type='text' or @type='email' or @type='tel' or @type='search' or not(@type)"


@dataclass(frozen=True, slots=True)
class Features:
    """One HTML page. Texts are folded; `text` is what a reader sees, its first 6,000 characters."""

    host: str
    path: str
    title: str
    headings: str
    text: str
    noscript: str
    words: int
    links: int
    images: int
    scripts: int
    frames: tuple[str, ...]
    passwords: int
    typed_inputs: int

    @property
    def headline(self) -> str:
        """What the page says of itself in its largest letters."""
        return f"{self.title}\n{self.headings}"


def features_of(page: Page) -> Features:
    """Look once at the whole page."""
    document = tree(page)
    address = _address(page.url)
    text = _fold(" ".join(_first_characters(_shown(document), _LONGEST_TEXT)))
    return Features(
        host=address[0],
        path=address[1],
        title=_line(document.xpath("string((//title[not(ancestor::svg)])[1])")),
        headings="\n".join(_line(found.text_content()) for found in document.xpath("(//h1 | //h2)[position() <= 6]")),
        text=text,
        noscript=_line(" ".join(found.text_content() for found in document.xpath("//noscript")[:5])),
        words=sum(1 for _ in _WORD.finditer(text)),
        links=int(document.xpath("count(//a[@href])")),
        images=int(document.xpath("count(//img | //picture | //video)")),
        scripts=int(document.xpath("count(//script)")),
        frames=tuple(map(str, document.xpath("(//iframe/@src | //frame/@src)[position() <= 5]"))),
        passwords=int(document.xpath("count(//input[@type='password'])")),
        typed_inputs=int(document.xpath(f"count(//input[{_TYPED}] | //textarea)")),
    )


def _shown(root: lxml.html.HtmlElement) -> Iterator[str]:
    """The pieces of text that no markup hides, in order."""
    waiting: list[lxml.html.HtmlElement | str] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif node.tag not in _UNSEEN and not _is_hidden(node):
            for child in reversed(node):
                if child.tail:
                    waiting.append(child.tail)
                waiting.append(child)
            if node.text:
                yield node.text


def _is_hidden(element: lxml.html.HtmlElement) -> bool:
    if not element.attrib:
        return False
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")[:_LONGEST_LINE]))


def _first_characters(pieces: Iterator[str], limit: int) -> Iterator[str]:
    for piece in pieces:
        words = " ".join(piece[:limit].split())
        if words:
            yield words
            limit -= len(words)
        if limit <= 0:
            return


def _line(text: object) -> str:
    return _fold(" ".join(islice(str(text)[: 4 * _LONGEST_LINE].split(), 60))[:_LONGEST_LINE])


def _fold(text: str) -> str:
    return fold_text(text).replace("’", "'")


def _address(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return (parts.hostname or "").removeprefix("www."), parts.path.lower()
