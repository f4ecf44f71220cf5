"""Workable's careers widget: the public list of one account's jobs. https://help.workable.com/hc/en-us/articles/115012771647"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.advert import place, places, sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, objects_at, text_at
from spiders.reading.markup import absolute

_MARKS = (b'"shortcode"', b'"shortlink"')


class Workable:
    """`start` names accounts: https://apply.workable.com/api/v1/widget/accounts/<account>?details=true

    An account is one answer, in which a job for several places stands once for each place.
    """

    name: ClassVar[str] = "workable"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """An account's list with at least one job."""
        return all(mark in page.body for mark in _MARKS) and bool(_rows_by_job(json_of(page)))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every account
        """One posting a job; there are no further pages."""
        data = json_of(page)
        drafts = (_draft(page, text_at(data, "name"), rows) for rows in _rows_by_job(data).values())
        return ParsedPage(tuple(draft for draft in drafts if draft.title))


def _rows_by_job(data: Any) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in objects_at(data, "jobs"):
        if shortcode := text_at(row, "shortcode"):
            rows[shortcode].append(row)
    return rows


def _draft(page: Page, employer: str | None, rows: list[dict[str, Any]]) -> Draft:
    job = rows[0]
    return Draft(
        url=absolute(page, text_at(job, "url") or text_at(job, "shortlink")) or page.url,
        title=html_to_text(text_at(job, "title") or ""),
        text=sections((None, text_at(job, part)) for part in ("description", "requirements", "benefits")),
        native_id=text_at(job, "shortcode"),
        hiring_organization=employer,
        job_location=places(_places(rows)),
        employment_type=text_at(job, "employment_type"),
        date_posted=machine_date(dig(job, "published_on")),
    )


def _places(rows: Iterable[dict[str, Any]]) -> Iterable[str | None]:
    for row in rows:
        shown = [where for where in objects_at(row, "locations") if dig(where, "hidden") is not True]
        yield from (place(text_at(where, "city"), text_at(where, "region"), text_at(where, "country")) for where in shown)
        if not shown:
            yield place(text_at(row, "city"), text_at(row, "state"), text_at(row, "country"))
        if dig(row, "telecommuting") is True:
            yield "Remote"


PLATFORM = Workable()
