"""Greenhouse's job board API: https://developers.greenhouse.io/job-board.html"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.advert import sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at
from spiders.reading.markup import absolute
from spiders.reading.salary import printed_salary

_MARKS = (b'"absolute_url"', b'"internal_job_id"')


class Greenhouse:
    """`start` names boards: https://boards-api.greenhouse.io/v1/boards/<board>/jobs?content=true&pay_transparency=true

    A board is one answer. Without `content=true` its adverts have no text, and each is then asked for on its own.
    """

    name: ClassVar[str] = "greenhouse"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A board's list, or one of its jobs."""
        return all(mark in page.body for mark in _MARKS) and any(_jobs(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every board
        """One posting a job, or the link to the job where the list does not hold its text."""
        jobs = list(_jobs(page))
        drafts = (_draft(page, job) for job in jobs if text_at(job, "content"))
        links = (_link(page, job) for job in jobs if not text_at(job, "content"))
        return ParsedPage(tuple(draft for draft in drafts if draft.title), tuple(link for link in links if link))


def _jobs(page: Page) -> Iterator[dict[str, Any]]:
    data = json_of(page)
    listed = objects_at(data, "jobs") if dig(data, "jobs") is not None else objects_at([data])
    return (job for job in listed if number_at(job, "id") and text_at(job, "absolute_url"))


def _draft(page: Page, job: dict[str, Any]) -> Draft:
    return Draft(
        url=absolute(page, text_at(job, "absolute_url")) or page.url,
        title=html_to_text(text_at(job, "title") or ""),
        text=sections([(None, text_at(job, "content"))]),
        native_id=text_at(job, "id"),
        hiring_organization=text_at(job, "company_name"),
        job_location=text_at(job, "location", "name"),
        base_salary="; ".join(filter(None, map(_pay, objects_at(job, "pay_input_ranges")))) or None,
        date_posted=machine_date(dig(job, "first_published")),
        valid_through=machine_date(dig(job, "application_deadline")),
    )


def _pay(pay: dict[str, Any]) -> str | None:
    least, most = number_at(pay, "min_cents"), number_at(pay, "max_cents")
    amount = {"minValue": least and least / 100, "maxValue": most and most / 100}
    printed = printed_salary({"currency": text_at(pay, "currency_type"), "value": amount})
    title = text_at(pay, "title")
    return f"{title}: {printed}" if title and printed else printed


def _link(page: Page, job: dict[str, Any]) -> Link | None:
    board, found, _ = page.url.partition("/jobs")
    native_id = text_at(job, "id")
    changed = machine_date(dig(job, "updated_at"))
    return Link(f"{board}{found}/{native_id}", "detail", changed, native_id=native_id) if found else None


PLATFORM = Greenhouse()
