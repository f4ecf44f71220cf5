"""Naukri (India): the JSON that its search and its adverts are drawn from, as a person saved it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date, unix_date
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at
from spiders.reading.markup import absolute
from spiders.reading.numbered import number_in, with_parameter
from spiders.reading.prose import in_one_line, line_at, prose
from spiders.reading.salary import printed_salary
from spiders.reading.short_list import listed

# Saved answers may lie anywhere; the addresses in them are of this site.
_HOME = Page("https://www.naukri.com/", b"")
_MARKS = (b'"jdURL"', b'"jobDetails"')
_HIDDEN = "not disclosed"
_ADVERT = regex.compile(r"/?job-listings-\S{1,300}")
# Of an advert's address and of the API's.
_NUMBER = regex.compile(r"(\d{6,15})/?(?:\?|$)")


class Naukri:
    """For answers that a person saved: the API serves the site's own pages and asks for headers that only they send.

    A search (`jobapi/v3/search`, whole or its `jobDetails` alone) prints adverts in short, `jobapi/v4/job/<id>` one in full.
    """

    name: ClassVar[str] = "naukri"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """JSON with jobs that have a `jdURL`, or with one in `jobDetails` that names its company."""
        if not any(mark in page.body for mark in _MARKS):
            return False
        data = json_of(page)
        return any(_jobs(data)) or _advert(data) is not None

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """One posting a job; the next page of a search."""
        data = json_of(page)
        if advert := _advert(data):
            draft = _whole(page, advert)
            return ParsedPage(drafts=(draft,) if draft else ())
        return listed(_short(data), source, _next(page, data))


def _jobs(data: Any) -> Iterator[dict[str, Any]]:
    jobs = objects_at(data) if isinstance(data, list) else objects_at(data, "jobDetails")
    return (job for job in jobs if text_at(job, "jdURL") and text_at(job, "jobId"))


def _advert(data: Any) -> dict[str, Any] | None:
    advert = dig(data, "jobDetails")
    return advert if isinstance(advert, dict) and "companyDetail" in advert else None


def _short(data: Any) -> Iterator[Draft]:
    for job in _jobs(data):
        url, title = absolute(_HOME, text_at(job, "jdURL")), line_at(job, "title")
        label = {text_at(part, "type"): text_at(part, "label") for part in objects_at(job, "placeholders")}
        if not url or not title:
            continue
        yield Draft(
            url=url,
            title=title,
            text=prose(text_at(job, "jobDescription"), _tags(text_at(job, "tagsAndSkills"))),
            native_id=text_at(job, "jobId"),
            hiring_organization=line_at(job, "companyName"),
            job_location=label.get("location"),
            base_salary=_disclosed(label.get("salary")),
            date_posted=_moment(dig(job, "createdDate")),
        )


def _whole(page: Page, advert: dict[str, Any]) -> Draft | None:
    title, path = line_at(advert, "title"), text_at(advert, "staticUrl") or ""
    number = _NUMBER.search(path) or _NUMBER.search(page.url)
    if not title:
        return None
    skills = (text_at(skill, "label") for kind in ("preferred", "other") for skill in objects_at(advert, "keySkills", kind))
    return Draft(
        url=(absolute(_HOME, path) if _ADVERT.fullmatch(path) else None) or page.url,
        title=title,
        text=prose(text_at(advert, "description"), in_one_line(skills)),
        native_id=text_at(advert, "jobId") or (number[1] if number else None),
        hiring_organization=line_at(advert, "companyDetail", "name"),
        job_location=in_one_line(text_at(place, "label") for place in objects_at(advert, "locations")),
        base_salary=_salary(dig(advert, "salaryDetail")),
        employment_type=text_at(advert, "employmentType"),
        date_posted=_moment(dig(advert, "createdDate")),
    )


def _tags(printed: str | None) -> str | None:
    return in_one_line(printed.split(",")) if printed else None


def _salary(detail: Any) -> str | None:
    if dig(detail, "hideSalary") is True:
        return None
    amount = {"minValue": dig(detail, "minimumSalary"), "maxValue": dig(detail, "maximumSalary")}
    return _disclosed(text_at(detail, "label")) or printed_salary({"currency": dig(detail, "currency"), "value": amount})


def _disclosed(printed: str | None) -> str | None:
    return None if (printed or "").lower() == _HIDDEN else printed


def _moment(value: Any) -> datetime | None:
    """Milliseconds since 1970 in a search, a date in an advert."""
    if isinstance(value, int) and not isinstance(value, bool):
        return unix_date(value / 1000)
    return machine_date(value)


def _next(page: Page, data: Any) -> tuple[Link, ...]:
    number, count = number_in(page.url, "pageNo") or 1, sum(1 for _ in _jobs(data))
    size = number_in(page.url, "noOfResults") or count
    goes_on = count > 0 and number * size < (number_at(data, "noOfJobs") or 0)
    return (Link(with_parameter(page.url, "pageNo", number + 1), "list"),) if goes_on else ()


PLATFORM = Naukri()
