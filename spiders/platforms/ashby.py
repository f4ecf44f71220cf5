"""Ashby's job postings API: https://developers.ashbyhq.com/docs/public-job-posting-api"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.advert import places, sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, objects_at, text_at
from spiders.reading.markup import absolute

_MARKS = (b'"jobUrl"', b'"isListed"')


class Ashby:
    """`start` names boards: https://api.ashbyhq.com/posting-api/job-board/<board>?includeCompensation=true

    A board is one answer. What is not listed is not for the public and is passed over, and so is pay that the page hides.
    """

    name: ClassVar[str] = "ashby"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A board's list with at least one job."""
        return all(mark in page.body for mark in _MARKS) and any(_jobs(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every board
        """One posting a listed job; there are no further pages."""
        drafts = (_draft(page, job) for job in _jobs(page) if dig(job, "isListed") is not False)
        return ParsedPage(tuple(draft for draft in drafts if draft.title))


def _jobs(page: Page) -> Iterator[dict[str, Any]]:
    return (job for job in objects_at(json_of(page), "jobs") if text_at(job, "id") and text_at(job, "jobUrl"))


def _draft(page: Page, job: dict[str, Any]) -> Draft:
    further = (text_at(part, "location") for part in objects_at(job, "secondaryLocations"))
    return Draft(
        url=absolute(page, text_at(job, "jobUrl")) or page.url,
        title=html_to_text(text_at(job, "title") or ""),
        text=sections([(None, text_at(job, "descriptionHtml") or text_at(job, "descriptionPlain"))]),
        native_id=text_at(job, "id"),
        job_location=places([text_at(job, "location"), *further]),
        base_salary=_pay(job),
        employment_type=text_at(job, "employmentType"),
        date_posted=machine_date(dig(job, "publishedAt")),
    )


def _pay(job: dict[str, Any]) -> str | None:
    if dig(job, "shouldDisplayCompensationOnJobPostings") is False:
        return None
    pay = dig(job, "compensation")
    return text_at(pay, "compensationTierSummary") or text_at(pay, "scrapeableCompensationSalarySummary")


PLATFORM = Ashby()
