"""Selectors of a source's YAML applied to a page: CSS, or XPath where it begins with `/`, `./` or `(`."""

from __future__ import annotations

from collections.abc import Iterator

from parsel import Selector, SelectorList

from compoundwatch.config.sources import SelectConfig
from spiders.page import Link, LinkRole, Page
from spiders.reading.html_text import html_to_text
from spiders.reading.markup import absolute, tree

_XPATH_STARTS = ("/", "./", "(")
_MOST_LINKS = 5_000
_MOST_TEXTS = 500


def root_of(page: Page) -> Selector:
    """The whole page as a selector."""
    return Selector(root=tree(page), type="html")


def select(node: Selector, selector: str) -> SelectorList[Selector]:
    """Everything that the selector finds below `node`."""
    return node.xpath(selector) if selector.startswith(_XPATH_STARTS) else node.css(selector)


def first_text(node: Selector, selector: str | None) -> str | None:
    """The text of the first find that has any: an attribute as it is, an element without its markup."""
    return next(_texts(node, selector), None) if selector else None


def all_text(node: Selector, selector: str) -> str:
    """The text of everything found, block by block; what lies within another find is not told twice."""
    finds = select(node, selector)[:_MOST_TEXTS]
    elements = {id(found.root) for found in finds}
    outermost = (found for found in finds if not any(id(above) in elements for above in _ancestors(found)))
    return "\n\n".join(filter(None, map(_text, outermost)))


def links(page: Page, node: Selector, config: SelectConfig) -> tuple[Link, ...]:
    """Links to detail pages and to the next list page, each once, in the order of the page."""
    found = [*_links(page, node, config.link, "detail"), *_links(page, node, config.next, "list")]
    return tuple({link.url: link for link in reversed(found)}.values())[::-1]


def _links(page: Page, node: Selector, selector: str | None, role: LinkRole) -> Iterator[Link]:
    if selector is None:
        return
    for found in select(node, selector)[:_MOST_LINKS]:
        href = found.root if isinstance(found.root, str) else found.attrib.get("href")
        if (url := absolute(page, href)) and url != page.url:
            yield Link(url, role)


def _texts(node: Selector, selector: str) -> Iterator[str]:
    return filter(None, map(_text, select(node, selector)[:_MOST_TEXTS]))


def _text(found: Selector) -> str:
    return found.root.strip() if isinstance(found.root, str) else html_to_text(found.get())


def _ancestors(found: Selector) -> Iterator[object]:
    return iter(()) if isinstance(found.root, str) else found.root.iterancestors()
