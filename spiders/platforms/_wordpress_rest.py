"""WordPress's JSON: the REST routes of the job plug-ins, and the list that WP Job Manager loads more from.

https://developer.wordpress.org/rest-api/reference/posts/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from w3lib.url import add_or_replace_parameters, url_query_parameter

from spiders.page import Draft, Link, Page, ParsedPage
from spiders.platforms._wordpress_html import read_list
from spiders.reading.advert import places, sections
from spiders.reading.dates import machine_date, printed_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at
from spiders.reading.markup import absolute

_TYPES = ("job_listing", "jobpost", "awsm_job_openings")
_MARKS = tuple(f'"{name}"'.encode() for name in _TYPES)
_AJAX = b'"found_jobs"'
_PLACES = ("job_listing_region", "job_listing_location", "jobpost_location", "job-location")
_KINDS = ("job_listing_type", "jobpost_job_type", "job-type")
# What WordPress gives where the address asks for no other number.
_PER_PAGE = 10


def is_answer(page: Page) -> bool:
    """Whether the page is one of the answers that this module reads, with something in it."""
    if any(mark in page.body for mark in _MARKS):
        return any(_posts(json_of(page)))
    return _AJAX in page.body and isinstance(dig(json_of(page), "html"), str)


def read_answer(page: Page, languages: Sequence[str]) -> ParsedPage | None:
    """Every post of a REST answer whole, or the link to it where the answer leaves its text out; None for other pages."""
    data = json_of(page) if any(mark in page.body for mark in _MARKS) else None
    posts = list(_posts(data))
    if not posts:
        return None
    drafts = (_draft(page, post, languages) for post in posts if _is_whole(post))
    links = (_link(page, post) for post in posts if not _is_whole(post))
    following = _next(page, len(posts)) if isinstance(data, list) else ()
    return ParsedPage(tuple(draft for draft in drafts if draft.title), (*(link for link in links if link), *following))


def read_ajax(page: Page) -> ParsedPage | None:
    """Links of WP Job Manager's own list, whose HTML stands in JSON; None for other pages."""
    data = json_of(page) if _AJAX in page.body else None
    html = dig(data, "html")
    if not isinstance(html, str):
        return None
    links = read_list(replace(page, body=html.encode(errors="replace"), headers={})).links
    number = _number_of(page)
    more = bool(links) and number < (number_at(data, "max_num_pages") or 0)
    return ParsedPage(links=(*links, *_page(page, number + 1)) if more else links)


def _posts(data: Any) -> Iterator[dict[str, Any]]:
    listed = objects_at(data) if isinstance(data, list) else objects_at([data])
    return (post for post in listed if text_at(post, "type") in _TYPES and text_at(post, "link") and number_at(post, "id"))


def _is_whole(post: dict[str, Any]) -> bool:
    return text_at(post, "content", "rendered") is not None


def _draft(page: Page, post: dict[str, Any], languages: Sequence[str]) -> Draft:
    meta = dig(post, "meta")
    return Draft(
        url=absolute(page, text_at(post, "link")) or page.url,
        title=html_to_text(text_at(post, "title", "rendered") or ""),
        # How to apply is a field of its own, printed below the text: an address or a form's.
        text=sections([(None, text_at(post, "content", "rendered")), (None, text_at(meta, "_application"))]),
        native_id=text_at(post, "id"),
        hiring_organization=_plain(text_at(meta, "_company_name") or text_at(meta, "simple_job_board_company_name")),
        job_location=_plain(text_at(meta, "_job_location")) or _terms(post, _PLACES),
        base_salary=_pay(meta),
        employment_type=_terms(post, _KINDS),
        date_posted=machine_date(dig(post, "date_gmt")) or machine_date(dig(post, "date")),
        valid_through=printed_date(text_at(meta, "_job_expires") or "", languages),
    )


def _pay(meta: Any) -> str | None:
    amount, unit = text_at(meta, "_job_salary"), text_at(meta, "_job_salary_unit")
    if amount is None:
        return None
    return " ".join(filter(None, (text_at(meta, "_job_salary_currency"), amount, f"per {unit}" if unit else None)))


def _terms(post: dict[str, Any], taxonomies: Sequence[str]) -> str | None:
    """Names of the post's terms where `_embed` gave them, else the words of their addresses."""
    groups = dig(post, "_embedded", "wp:term")
    terms = [term for group in (groups if isinstance(groups, list) else ())[:50] for term in objects_at(group)]
    named = [_plain(text_at(term, "name")) for term in terms if text_at(term, "taxonomy") in taxonomies]
    return places(named) or places(_slugs(post, taxonomies))


def _slugs(post: dict[str, Any], taxonomies: Sequence[str]) -> Iterator[str]:
    classes = dig(post, "class_list")
    # PHP writes a list from which one was taken as an object.
    values = list(classes.values()) if isinstance(classes, dict) else classes if isinstance(classes, list) else []
    for value in values[:200]:
        for taxonomy in taxonomies:
            if isinstance(value, str) and value.startswith(f"{taxonomy}-"):
                yield unquote(value.removeprefix(f"{taxonomy}-")).replace("-", " ").strip()


def _link(page: Page, post: dict[str, Any]) -> Link | None:
    url = absolute(page, text_at(post, "link"))
    return Link(url, "detail", machine_date(dig(post, "modified_gmt")), native_id=text_at(post, "id")) if url else None


def _next(page: Page, count: int) -> tuple[Link, ...]:
    number = _number_of(page)
    last = page.headers.get("x-wp-totalpages", "")
    if last.isdecimal():
        return _page(page, number + 1) if number < int(last) else ()
    wanted = url_query_parameter(page.url, "per_page", "")
    return _page(page, number + 1) if count >= (int(wanted) if wanted and wanted.isdecimal() else _PER_PAGE) else ()


def _page(page: Page, number: int) -> tuple[Link, ...]:
    return (Link(add_or_replace_parameters(page.url, {"page": str(number)}), "list"),)


def _number_of(page: Page) -> int:
    number = url_query_parameter(page.url, "page", "1")
    return int(number) if number and number.isdecimal() and len(number) < 8 else 1


def _plain(text: str | None) -> str | None:
    return html_to_text(text or "") or None
