"""HTML as plain text: block by block as a reader sees it, without scripts, controls and hidden parts."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

# Elements on lines of their own, and those with an empty line around them.
_LINES = frozenset(
    "address aside details dd div dl dt fieldset figcaption figure footer form header hr legend li main nav section summary "
    "tr".split()
)
_PARAGRAPHS = frozenset("article blockquote h1 h2 h3 h4 h5 h6 ol p pre table ul".split())
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset(
    "audio button canvas datalist embed head iframe input math noscript object script select style svg template textarea "
    "title video".split()
)
_HIDDEN_STYLE = regex.compile(r"(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", regex.IGNORECASE)
# Icon fonts write the name of a picture as text.
_ICON_FONT = regex.compile(r"\bmaterial-(?:icons|symbols)")
_SPACE = regex.compile(r"\s++")
_LINE_SPACE = regex.compile(r"[^\S\n]++")
_MANY_LINES = regex.compile(r"\n{3,}+")
_MARKUP = regex.compile(r"<[a-zA-Z/!]|&[#\w]")
_TAG = regex.compile(r"<[a-zA-Z/]")
_ESCAPED_TAG = regex.compile(r"&lt;/?(?:p|br|div|ul|ol|li|b|strong|i|em|h[1-6]|span|table)\b", regex.IGNORECASE)
# Of the markup of one text: twenty printed pages.
_LONGEST = 200_000


def html_to_text(html: str) -> str:
    """The text of an HTML fragment. Text that holds no markup keeps its line breaks."""
    html = html[:_LONGEST]
    if not _MARKUP.search(html):
        return _tidy(html)
    # Within an element, so that the parser never takes a short text for a file name or for XML.
    return _text_of(BeautifulSoup(f"<body>{html}</body>", "lxml"))


def printed_text(value: str) -> str:
    """`html_to_text` of a value in JSON or XML, in which the HTML may be escaped once more."""
    text = html_to_text(value)
    return html_to_text(text) if _ESCAPED_TAG.search(value) and not _TAG.search(value) else text


def _text_of(root: Tag) -> str:
    pieces: list[str] = []
    standing_off = 0
    for piece in _pieces(root):
        if isinstance(piece, int):
            standing_off = max(standing_off, piece) if piece > 0 else min(standing_off - piece, 2)
        elif not standing_off:
            pieces.append(piece)
        elif piece.strip():
            pieces += ["\n" * standing_off, piece]
            standing_off = 0
    return _tidy("".join(pieces))


def _pieces(root: Tag) -> Iterator[str | int]:
    """Text, and how far what follows stands off: 1 or 2 lines at the edge of a block, -1 for one line break more."""
    waiting: list[object] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, int | str) and type(node) in {int, str, NavigableString}:
            yield _SPACE.sub(" ", node) if type(node) is NavigableString else node
        elif isinstance(node, Tag) and not _is_unseen(node):
            waiting.extend(reversed(_parts(node)))


def _parts(tag: Tag) -> list[object]:
    match tag.name:
        case "br":
            return [-1]
        case "pre":
            return [2, tag.get_text(), 2]
        case "img":
            return [_emoji(tag)]
        case name if name in _CELLS:
            return [" ", *tag.contents]
        case name:
            edge = 2 if name in _PARAGRAPHS else 1 if name in _LINES else 0
            return [edge, *tag.contents, edge] if edge else list(tag.contents)


def _is_unseen(node: Tag) -> bool:
    if node.name in _UNSEEN or "hidden" in node.attrs:
        return True
    style = node.attrs.get("style")
    if style and _HIDDEN_STYLE.search(str(style)):
        return True
    return any(_ICON_FONT.match(name) for name in node.get_attribute_list("class") if name)


def _emoji(image: Tag) -> str:
    alt = str(image.attrs.get("alt", ""))
    return alt if alt and len(alt) <= 10 and not alt.isascii() and not any(char.isalnum() for char in alt) else ""


def _tidy(text: str) -> str:
    lines = (_LINE_SPACE.sub(" ", line).strip() for line in text.splitlines())
    return _MANY_LINES.sub("\n\n", "\n".join(lines)).strip()
