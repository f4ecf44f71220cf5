"""RDFa Lite 1.1 (`vocab`, `typeof`, `property`, `prefix`) in the shape of JSON-LD. https://www.w3.org/TR/rdfa-lite/

Read here rather than with extruct: its reader builds a graph by way of rdflib (0.4 s to import) and joins the words of a
text's paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

import lxml.html
from lxml.html import HtmlElement

from spiders.reading.html_text import html_to_text

Item = dict[str, Any]

_SCHEMA = "schema.org/"
_MOST_ELEMENTS = 20_000
_MOST_PREFIXES = 100
# Of the markup of all values of a page; properties within properties would be read over and over.
_LONGEST = 1_000_000
# Properties whose value is where a link leads; of any other link the words are meant, as a reader sees them.
_ADDRESSES = frozenset({"url", "sameAs", "image", "logo"})
_BEARERS = ("content", "datetime", "href", "src", "resource")


def rdfa_items(document: HtmlElement, kind: str) -> Iterator[Item]:
    """Every item of the schema.org type `kind` that lies in no other one of it, with `@type`."""
    reader = _Reader(document)
    named = f"*[contains(@typeof, '{kind}')]"
    within: set[HtmlElement] = set()
    for element in document.xpath(f"//{named}"):
        if element not in within and kind in reader.names(element, "typeof"):
            within.update(element.xpath(f".//{named}"))
            yield reader.item(element)


class _Reader:
    """Reads the items of one page, and no more of it than a page can hold."""

    def __init__(self, document: HtmlElement) -> None:
        self._prefixes = _prefixes(document)
        self._left = _LONGEST

    def item(self, root: HtmlElement) -> Item:
        """The item that begins at this element."""
        item: Item = {"@type": self.names(root, "typeof")}
        # Each element's nearest item, so that no chain of ancestors is climbed twice.
        holders = {root: item}
        for element in islice(root.iterdescendants(), _MOST_ELEMENTS):
            holder = holders.get(element.getparent(), item)
            within = {"@type": self.names(element, "typeof")} if element.get("typeof") else None
            for name in self.names(element, "property"):
                if value := within or self._value(element, name):
                    _put(holder, name, value)
            holders[element] = holder if within is None else within
        return item

    def names(self, element: HtmlElement, attribute: str) -> list[str]:
        """The schema.org names in an attribute, without `schema:` or the address before them."""
        return [name for word in element.get(attribute, "").split() if (name := self._plain(word))]

    def _plain(self, word: str) -> str | None:
        address, slash, name = word.rpartition("/")
        if slash:
            return name if f"{address}/".endswith(_SCHEMA) else None
        prefix, colon, name = word.rpartition(":")
        return name if not colon or prefix.lower() in self._prefixes else None

    def _value(self, element: HtmlElement, name: str) -> str:
        bearers = _BEARERS if name in _ADDRESSES else _BEARERS[:2]
        if given := next((str(element.attrib[bearer]) for bearer in bearers if element.attrib.get(bearer)), None):
            return given
        if self._left <= 0:
            return ""
        markup = lxml.html.tostring(element, encoding="unicode", with_tail=False)
        self._left -= len(markup)
        return html_to_text(markup)


def _put(holder: Item, name: str, value: Any) -> None:
    """A value of its own, or the next in a list."""
    before = holder.get(name)
    if before is None:
        holder[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        holder[name] = [before, value]


def _prefixes(document: HtmlElement) -> frozenset[str]:
    """Every prefix that the page declares for schema.org, and the one that needs no declaration."""
    found = {"schema"}
    for declared in document.xpath("//@prefix")[:_MOST_PREFIXES]:
        found |= {name.rstrip(":").lower() for name, address in pairwise(declared.split()) if address.endswith(_SCHEMA)}
    return frozenset(found)
