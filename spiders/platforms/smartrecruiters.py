"""SmartRecruiters' posting API: https://developers.smartrecruiters.com/docs/posting-api"""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

import regex
from w3lib.url import add_or_replace_parameters

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.advert import place, public_page, sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at
from spiders.reading.markup import absolute

_LIST_MARKS = (b'"totalFound"', b'"content"')
_DETAIL_MARKS = (b'"jobAd"', b'"sections"')
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")
# The last part of an address, at the API and on the public page: 743999663339278-stylist
_ID = regex.compile(r"/(\d{6,20})(?:-[^/]*+)?$")


class SmartRecruiters:
    """`start` names companies: https://api.smartrecruiters.com/v1/companies/<company>/postings?limit=100

    The list has no texts: each posting is asked for on its own. `home` is https://jobs.smartrecruiters.com/<company>.
    """

    name: ClassVar[str] = "smartrecruiters"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A company's list, or one posting."""
        marked = all(mark in page.body for mark in _LIST_MARKS) or all(mark in page.body for mark in _DETAIL_MARKS)
        data = json_of(page) if marked else None
        return isinstance(dig(data, "jobAd", "sections"), dict) or _is_list(data)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every company
        """Links to the postings and the next page of a list; the posting of a detail answer or of its public page."""
        data = json_of(page)
        if isinstance(dig(data, "jobAd"), dict):
            draft = _draft(page, data)
            return ParsedPage((draft,) if draft.native_id and draft.title else ())
        if _is_list(data):
            return ParsedPage(links=(*_links(page, data), *_next(page, data)))
        return ParsedPage(public_page(page, _id_in(page.url)))


def _is_list(data: Any) -> bool:
    return number_at(data, "totalFound") is not None and isinstance(dig(data, "content"), list)


def _draft(page: Page, data: dict[str, Any]) -> Draft:
    parts = (dig(data, "jobAd", "sections", name) for name in _SECTIONS)
    return Draft(
        url=absolute(page, text_at(data, "postingUrl")) or _public_url(data) or page.url,
        title=html_to_text(text_at(data, "name") or ""),
        text=sections((text_at(part, "title"), text_at(part, "text")) for part in parts),
        native_id=text_at(data, "id"),
        hiring_organization=text_at(data, "company", "name"),
        job_location=_place(data),
        employment_type=text_at(data, "typeOfEmployment", "label"),
        date_posted=machine_date(dig(data, "releasedDate")),
    )


def _place(data: dict[str, Any]) -> str | None:
    where = dig(data, "location")
    # Its parts are joined by SmartRecruiters also where one of them is empty: "Dubai, , United Arab Emirates".
    printed = [part.strip() for part in (text_at(where, "fullLocation") or "").split(",")]
    return place(*printed) or place(text_at(where, "city"), text_at(where, "region"), text_at(where, "country"))


def _public_url(data: dict[str, Any]) -> str | None:
    company, native_id = text_at(data, "company", "identifier"), text_at(data, "id")
    return (
        f"https://jobs.smartrecruiters.com/{quote(company, safe='')}/{quote(native_id, safe='')}" if company and native_id else None
    )


def _links(page: Page, data: dict[str, Any]) -> list[Link]:
    api = page.url.partition("?")[0].rstrip("/")
    ids = (text_at(item, "id") for item in objects_at(data, "content"))
    return [Link(f"{api}/{quote(found, safe='')}", "detail", native_id=found) for found in ids if found]


def _next(page: Page, data: dict[str, Any]) -> tuple[Link, ...]:
    count = sum(1 for _ in objects_at(data, "content"))
    following = (number_at(data, "offset") or 0) + count
    if count == 0 or following >= (number_at(data, "totalFound") or 0):
        return ()
    return (Link(add_or_replace_parameters(page.url, {"offset": str(following)}), "list"),)


def _id_in(url: str) -> str | None:
    found = _ID.search(urlsplit(url).path)
    return found[1] if found else None


PLATFORM = SmartRecruiters()
