"""Career sites on Jibe (iCIMS), which read their lists from `/api/jobs` of their own host."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at, texts_at
from spiders.reading.markup import absolute
from spiders.reading.numbered import number_in, with_parameter
from spiders.reading.prose import in_one_line, line_at, prose
from spiders.reading.salary import printed_salary
from spiders.reading.short_list import listed

_MARK = b'"req_id"'
# What the API gives where the address does not say `limit`.
_PAGE_SIZE = 10


class Jibe:
    """`start` names `https://<career site>/api/jobs?page=1&limit=100`. The list holds the adverts whole."""

    name: ClassVar[str] = "jibe"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """JSON with `jobs[].data` that bears a requisition's number."""
        return _MARK in page.body and any(text_at(job, "req_id") for job in _jobs(json_of(page)))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """One posting a job, and the next page while the total is not reached."""
        data = json_of(page)
        return listed(_drafts(page, data), source, _next(page, data))


def _jobs(data: Any) -> Iterator[dict[str, Any]]:
    for job in objects_at(data, "jobs"):
        if isinstance(found := job.get("data"), dict):
            yield found


def _drafts(page: Page, data: Any) -> Iterator[Draft]:
    for job in _jobs(data):
        title, native_id = line_at(job, "title"), text_at(job, "slug") or text_at(job, "req_id")
        if title and native_id:
            yield _draft(page, job, title, native_id)


def _draft(page: Page, job: dict[str, Any], title: str, native_id: str) -> Draft:
    return Draft(
        url=absolute(page, text_at(job, "meta_data", "canonical_url")) or urljoin(page.url, f"/jobs/{quote(native_id)}"),
        title=title,
        text=prose(*(text_at(job, field) for field in ("description", "responsibilities", "qualifications", "benefits"))),
        native_id=native_id,
        hiring_organization=line_at(job, "hiring_organization"),
        job_location=_places(job),
        base_salary=_salary(job),
        employment_type=in_one_line(texts_at(job, "employment_type")),
        date_posted=machine_date(text_at(job, "posted_date")),
        valid_through=machine_date(text_at(job, "posting_expiry_date")),
    )


def _places(job: dict[str, Any]) -> str | None:
    """The places as the site prints them; some lists name one of them twice."""
    if printed := text_at(job, "full_location") or text_at(job, "short_location"):
        return in_one_line((place.strip() for place in printed.split(";")), "; ")
    return in_one_line(text_at(job, part) for part in ("city", "state", "country")) or text_at(job, "location_name")


def _salary(job: dict[str, Any]) -> str | None:
    return printed_salary(
        {
            "currency": dig(job, "salary_currency"),
            "value": {
                "minValue": dig(job, "salary_min_value"),
                "maxValue": dig(job, "salary_max_value"),
                "value": dig(job, "salary_value"),
                "unitText": dig(job, "salary_frequency"),
            },
        }
    )


def _next(page: Page, data: Any) -> tuple[Link, ...]:
    number = number_in(page.url, "page") or 1
    held = number * (number_in(page.url, "limit") or _PAGE_SIZE)
    goes_on = next(_jobs(data), None) is not None and held < (number_at(data, "totalCount") or 0)
    return (Link(with_parameter(page.url, "page", number + 1), "list"),) if goes_on else ()


PLATFORM = Jibe()
