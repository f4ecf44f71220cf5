"""Kalibrr (Philippines, Indonesia): the JSON behind its job board, and the pages of single adverts."""

from __future__ import annotations

import re
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at
from spiders.reading.numbered import number_in, with_parameter
from spiders.reading.prose import in_one_line, line_at, prose
from spiders.reading.salary import printed_salary
from spiders.reading.script_data import script_data
from spiders.reading.short_list import listed

_LIST_MARK = b'"google_location"'
_SCRIPT = "__NEXT_DATA__"
_PLACE = ("city", "region", "country")


class Kalibrr:
    """`start` names `https://www.kalibrr.com/kjs/job_board/search?limit=50&offset=0&sort=Freshness` with a `country`.

    The list holds the adverts whole; an advert's page, as a browser saves it, is read from the data in its script.
    """

    name: ClassVar[str] = "kalibrr"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """JSON whose `jobs` have a Google location and a company, or the page of an advert on Kalibrr."""
        if _LIST_MARK in page.body:
            return any("google_location" in job and "company" in job for job in objects_at(json_of(page), "jobs"))
        return _SCRIPT.encode() in page.body and b"kalibrr" in page.body.lower() and _job_of_page(page) is not None

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """One posting a job; the next part of a list."""
        if _SCRIPT.encode() in page.body:
            job = _job_of_page(page)
            draft = _draft(page, job) if job else None
            return ParsedPage(drafts=(draft,) if draft else ())
        data = json_of(page)
        drafts = (_draft(page, job) for job in objects_at(data, "jobs"))
        return listed(filter(None, drafts), source, _next(page, data))


def _job_of_page(page: Page) -> dict[str, Any] | None:
    """The advert in the page's script; its keys, written like `googleLocation` there, as the list has them."""
    job = dig(script_data(page, _SCRIPT), "props", "pageProps", "job")
    return {_snake(key): value for key, value in job.items()} if isinstance(job, dict) and "company" in job else None


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f"_{letter[0].lower()}", key)


def _draft(page: Page, job: dict[str, Any]) -> Draft | None:
    title, native_id = line_at(job, "name"), text_at(job, "id")
    if not title or not native_id:
        return None
    return Draft(
        url=_url(page, job, native_id),
        title=title,
        text=prose(text_at(job, "description"), text_at(job, "qualifications")),
        native_id=native_id,
        hiring_organization=line_at(job, "company_name") or line_at(job, "company", "name"),
        job_location=_place(job),
        base_salary=_salary(job),
        employment_type=text_at(job, "tenure") or text_at(job, "employment_type"),
        date_posted=machine_date(text_at(job, "activation_date")) or machine_date(text_at(job, "created_at")),
        valid_through=machine_date(text_at(job, "application_end_date")),
    )


def _url(page: Page, job: dict[str, Any], native_id: str) -> str:
    company = text_at(job, "company", "code") or text_at(job, "company_info", "code")
    if not company:
        return page.url
    return urljoin(page.url, "/".join(("/c", quote(company), "jobs", quote(native_id), quote(text_at(job, "slug") or "job"))))


def _place(job: dict[str, Any]) -> str | None:
    printed = text_at(job, "google_location", "formatted_address") or text_at(job, "google_location", "formattedAddress")
    parts = dig(job, "google_location", "address_components") or dig(job, "google_location", "addressComponents")
    return printed or in_one_line(text_at(parts or dig(job, "google_location"), part) for part in _PLACE)


def _salary(job: dict[str, Any]) -> str | None:
    """The pay where the employer shows it. The list says so by true or false, a page by the text that it prints."""
    shown = job.get("salary_shown")
    if shown is not True:
        return printed_salary(shown) if isinstance(shown, str) else None
    amount = {"minValue": job.get("base_salary"), "maxValue": job.get("maximum_salary"), "unitText": job.get("salary_interval")}
    return printed_salary({"currency": job.get("salary_currency"), "value": amount})


def _next(page: Page, data: Any) -> tuple[Link, ...]:
    count = sum(1 for _ in objects_at(data, "jobs"))
    offset = (number_in(page.url, "offset") or 0) + (number_in(page.url, "limit") or count)
    goes_on = count > 0 and offset < (number_at(data, "count") or 0)
    return (Link(with_parameter(page.url, "offset", offset), "list"),) if goes_on else ()


PLATFORM = Kalibrr()
