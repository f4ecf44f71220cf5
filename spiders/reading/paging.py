"""The next page of a list, worked out from this page's address, what was posted for it, and its answer (`paging:` of a source)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qs, quote, urlsplit

import orjson
import regex
from w3lib.url import add_or_replace_parameter

from compoundwatch.config.paging import PagingConfig
from spiders.page import Link, Page
from spiders.reading.json_page import dig, text_at
from spiders.reading.markup import absolute

# Where "load more" buttons bear the address, most telling first.
_ADDRESSES = ("data-next-url", "data-url", "data-href", "data-link", "data-action", "hx-get", "href")
_PLACEHOLDER = regex.compile(r"\{([\w-]{1,40})\}")
_FIGURE = regex.compile(r"\d[\d.,\s'’]{0,20}")
_NEXT = regex.compile(r"<([^<>]{1,2000})>[^<>]{0,200}?;\s*rel\s*=\s*\"?next\b", regex.IGNORECASE)
_LONGEST_TOKEN = 2_000
_LONGEST_NUMBER = 9


class Answer(Protocol):
    """What a platform read, for the expressions of its source."""

    def value(self, expression: str) -> str | None:
        """The first text found; None for nothing, false and 0."""
        ...

    def attributes(self, expression: str) -> Mapping[str, str]:
        """The attributes of the first element found; none where there is none."""
        ...


def next_page(page: Page, paging: PagingConfig | None, found: int, answer: Answer) -> tuple[Link, ...]:
    """The link to the list page after this one, on which `found` postings (or links to them) stood; none at the end."""
    if paging is None or not found or _ends(paging, found, answer):
        return ()
    match paging.by:
        case "header":
            return _linked(page, _next_in_header(page))
        case "more":
            return _linked(page, _of_button(paging, answer.attributes(paging.select or "")))
        case "cursor":
            token = answer.value(paging.select or "")
            return _asked_with(page, paging, token) if token and token != _given(page, paging) else ()
    return _counted(page, paging, found, answer)


def _ends(paging: PagingConfig, found: int, answer: Answer) -> bool:
    too_few = paging.size is not None and found < paging.size
    return too_few or (paging.goes_on is not None and answer.value(paging.goes_on) is None)


def _counted(page: Page, paging: PagingConfig, found: int, answer: Answer) -> tuple[Link, ...]:
    """By page or offset: the number in this page's address, and one step on."""
    by_page = paging.by == "page"
    first = (1 if by_page else 0) if paging.first is None else paging.first
    given = _given(page, paging) or ""
    number = int(given) if given.isascii() and given.isdigit() and len(given) <= _LONGEST_NUMBER else first
    step = paging.step or (1 if by_page else found)
    before = (number - first) // step * (paging.size or found) if by_page else number - first
    if _reached(before + found, answer, paging.total) or _reached(number, answer, paging.last):
        return ()
    return _asked_with(page, paging, str(number + step))


def _reached(count: int, answer: Answer, expression: str | None) -> bool:
    """Whether the figure there ("1,234 jobs") is reached; not so where there is none."""
    if expression is None:
        return False
    figure = _FIGURE.search(answer.value(expression) or "")
    return figure is not None and count >= int("".join(filter(str.isdecimal, figure[0])))


def _given(page: Page, paging: PagingConfig) -> str | None:
    """The page, offset or cursor that this page was asked for with; None on the first."""
    if paging.url:
        template = regex.escape(paging.url).replace(regex.escape(f"{{{paging.by}}}"), "([^/?&#]+)")
        match = regex.match(template, page.url)
        return match[1] if match else None
    if page.sent is not None:
        return text_at(_question(page), *_path(paging))
    values = parse_qs(urlsplit(page.url).query).get(paging.parameter or "")
    return values[0] if values else None


def _asked_with(page: Page, paging: PagingConfig, token: str) -> tuple[Link, ...]:
    if len(token) > _LONGEST_TOKEN:
        return ()
    if paging.url:
        return _linked(page, paging.url.replace(f"{{{paging.by}}}", quote(token, safe="")))
    if page.sent is not None:
        return (Link(page.url, "list", body=_posted(page, paging, token)),)
    return _linked(page, add_or_replace_parameter(page.url, paging.parameter or "", token))


def _posted(page: Page, paging: PagingConfig, token: str) -> str:
    question = _question(page)
    *above, key = _path(paging)
    holder = dig(question, *above)
    if isinstance(holder, dict):
        holder[key] = token if paging.by == "cursor" else int(token)
    return orjson.dumps(question).decode()


def _question(page: Page) -> Any:
    return orjson.loads(page.sent or "{}")


def _path(paging: PagingConfig) -> list[str]:
    return (paging.parameter or "").split(".")


def _of_button(paging: PagingConfig, attributes: Mapping[str, str]) -> str | None:
    if paging.url is None:
        return next((attributes[name] for name in _ADDRESSES if attributes.get(name, "").strip("# ")), None)
    names = _PLACEHOLDER.findall(paging.url)
    if not all(attributes.get(name, "").strip() for name in names):
        return None
    return _PLACEHOLDER.sub(lambda placed: quote(attributes[placed[1]].strip(), safe=""), paging.url)


def _next_in_header(page: Page) -> str | None:
    """RFC 8288. A comma parts links and may stand in an address, so the brackets lead."""
    found = _NEXT.search(page.headers.get("link", "")[:10_000])
    return found[1] if found else None


def _linked(page: Page, href: str | None) -> tuple[Link, ...]:
    url = absolute(page, href)
    return (Link(url, "list"),) if url and url != page.url else ()
