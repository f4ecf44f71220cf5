"""Where a list page has its links to adverts, and the one to the next page: guesses for a person to look over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import regex

from compoundwatch.urls import registrable_domain
from spiders.page import Page
from spiders.reading.markup import absolute, tree
from spiders.reading.select import root_of, select
from spiders.sourcing.names_of_elements import stable_names, steps

_MOST_LINKS = 3_000
_LEAST_LINKS = 3
# Characters of a link's words: shorter are buttons and page numbers, longer whole cards.
_LEAST_WORDS = 6
_USUAL_WORDS = 40
# What else a selector may find besides the group it is made for.
_SLACK = 1.15
_ADVERT_PATH = regex.compile(r"\d|-[^/]*-")
# A list of adverts may well stand in a form or an aside.
_FURNITURE = frozenset({"nav", "footer"})
_NEXT = (
    "a[rel~=next]",
    "link[rel~=next]",
    "a.next",
    ".next > a",
    "a[class*=next]",
    "li[class*=next] > a",
    "a[aria-label^=Next]",
)
_NEXT_WORDS = (
    "Next|Next page|Next »|»|›|>|Older posts|下一页|下一頁|ถัดไป|Trang sau|Tiếp|Berikutnya|Selanjutnya|Следующая|Дальше|التالي|अगला"
)


def link_selector(page: Page) -> str | None:
    """CSS of the links that lead to adverts, None where the page has no three links of one kind."""
    groups: dict[object, list[tuple[lxml.html.HtmlElement, str]]] = defaultdict(list)
    for anchor, url in _links(page):
        groups[_kind(anchor)].append((anchor, url))
    best = max(groups.values(), key=_score, default=[])
    return _selector(page, best) if _score(best) > 0 else None


def next_selector(page: Page) -> str | None:
    """CSS or XPath of the link to the next list page, None where there seems to be none."""
    root = root_of(page)
    written = (f"//a[normalize-space()='{word}']/@href" for word in _NEXT_WORDS.split("|"))
    for selector in (*(f"{rule}::attr(href)" for rule in _NEXT), *written):
        urls = {absolute(page, href) for href in select(root, selector).getall()[:5]}
        if urls - {None, page.url}:
            return selector
    return None


def _links(page: Page) -> Iterator[tuple[lxml.html.HtmlElement, str]]:
    site = registrable_domain(page.url)
    for anchor in list(tree(page).iter("a"))[:_MOST_LINKS]:
        url = absolute(page, anchor.get("href"))
        if url and registrable_domain(url) == site and url.split("#")[0] != page.url and not _is_furniture(anchor):
            yield anchor, url


def _is_furniture(anchor: lxml.html.HtmlElement) -> bool:
    return any(above.tag in _FURNITURE for above in anchor.iterancestors())


def _kind(anchor: lxml.html.HtmlElement) -> object:
    parent = anchor.getparent()
    if parent is None:
        return stable_names(anchor)
    above = parent.getparent()
    return stable_names(anchor), parent.tag, stable_names(parent), None if above is None else above.tag


def _score(group: list[tuple[lxml.html.HtmlElement, str]]) -> float:
    """How much a group looks like adverts: many different addresses, words as long as a title's, paths as deep as an advert's."""
    urls = {url for _, url in group}
    if len(urls) < _LEAST_LINKS:
        return 0.0
    words = sum(len(" ".join(anchor.text_content().split())) for anchor, _ in group) / len(group)
    if words < _LEAST_WORDS:
        return 0.0
    deep = sum(bool(_ADVERT_PATH.search(urlsplit(url).path)) for url in urls) / len(urls)
    return min(len(urls), 60) * min(words, _USUAL_WORDS) * (0.2 + deep)


def _selector(page: Page, group: list[tuple[lxml.html.HtmlElement, str]]) -> str:
    """The first of the usual ways to write it that finds the group and little else; else the group's tags."""
    wanted = {url for _, url in group}
    tried = list(_ways(group[0][0], page))
    for way in tried:
        found = {absolute(page, href) for href in select(root_of(page), f"{way}::attr(href)").getall()[:_MOST_LINKS]}
        if wanted <= found and len(found) <= _SLACK * len(wanted):
            return f"{way}::attr(href)"
    return f"{tried[0]}::attr(href)"


def _ways(anchor: lxml.html.HtmlElement, page: Page) -> Iterator[str]:
    """From the plain to the exact: `a.job`, `li.job > a`, `ul.jobs li > a`, `a[href*='/jobs/']`."""
    yield from (way for way in steps(anchor) if way != "a" and "#" not in way)
    chain = [above for above in anchor.iterancestors() if isinstance(above.tag, str)][:4]
    for depth, above in enumerate(chain):
        joint = " > " if depth == 0 else " "
        yield from (f"{way}{joint}a" for way in steps(above) if "." in way and "#" not in way)
    segments = urlsplit(absolute(page, anchor.get("href")) or "").path.strip("/").split("/")
    if len(segments) > 1 and regex.fullmatch(r"[\w-]+", segments[0]):
        yield f"a[href*='/{segments[0]}/']"
    yield "a"
