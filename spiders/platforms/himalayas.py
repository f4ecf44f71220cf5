"""Himalayas, remote work worldwide: the public JSON at https://himalayas.app/jobs/api."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from w3lib.url import url_query_cleaner

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date, unix_date
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at
from spiders.reading.markup import absolute
from spiders.reading.numbered import with_parameter
from spiders.reading.prose import in_one_line, line_at, prose
from spiders.reading.salary import printed_salary
from spiders.reading.short_list import listed

_MARK = b'"locationRestrictions"'


class Himalayas:
    """`start` names the list or a search of it. It holds the adverts whole; further pages by a cursor, formerly by an offset.

    The site asks those who show its adverts to name it and link back, and not to hand them on to other boards.
    """

    name: ClassVar[str] = "himalayas"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """JSON whose `jobs` bear a `guid` and say where applicants must live."""
        return _MARK in page.body and any("locationRestrictions" in job for job in _jobs(json_of(page)))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """One posting a job, and the next page."""
        data = json_of(page)
        return listed(_drafts(page, data), source, _next(page, data))


def _jobs(data: Any) -> Iterator[dict[str, Any]]:
    return (job for job in objects_at(data, "jobs") if text_at(job, "guid"))


def _drafts(page: Page, data: Any) -> Iterator[Draft]:
    for job in _jobs(data):
        url = absolute(page, text_at(job, "guid")) or absolute(page, text_at(job, "applicationLink"))
        if url and (title := line_at(job, "title")):
            yield _draft(job, url, title)


def _draft(job: dict[str, Any], url: str, title: str) -> Draft:
    return Draft(
        url=url,
        title=title,
        text=prose(text_at(job, "description") or text_at(job, "excerpt")),
        native_id=text_at(job, "guid"),
        hiring_organization=line_at(job, "companyName"),
        job_location=_places(job),
        base_salary=_salary(job),
        employment_type=text_at(job, "employmentType"),
        date_posted=_moment(job, "pubDate"),
        valid_through=_moment(job, "expiryDate"),
    )


def _places(job: dict[str, Any]) -> str | None:
    places = dig(job, "locationRestrictions")
    names = (text_at([place], 0) or text_at(place, "name") for place in (places if isinstance(places, list) else ()))
    return in_one_line(names, "; ")


def _salary(job: dict[str, Any]) -> str | None:
    amount = {"minValue": dig(job, "minSalary"), "maxValue": dig(job, "maxSalary"), "unitText": dig(job, "salaryPeriod")}
    return printed_salary({"currency": dig(job, "currency"), "value": amount})


def _moment(job: dict[str, Any], field: str) -> Any:
    """Seconds since 1970, or (in older answers) a date."""
    return unix_date(dig(job, field)) or machine_date(text_at(job, field))


def _next(page: Page, data: Any) -> tuple[Link, ...]:
    count = sum(1 for _ in _jobs(data))
    if not count:
        return ()
    if cursor := text_at(data, "nextCursor"):
        url = url_query_cleaner(page.url, ("offset",), remove=True)
        return (Link(with_parameter(url, "cursor", cursor), "list"),)
    offset = (number_at(data, "offset") or 0) + count
    if offset >= (number_at(data, "totalCount") or 0):
        return ()
    return (Link(with_parameter(page.url, "offset", offset), "list"),)


PLATFORM = Himalayas()
