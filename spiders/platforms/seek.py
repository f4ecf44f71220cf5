"""Boards on the SEEK platform: JobStreet (MY, SG, PH, ID), Jobsdb (TH, HK), SEEK (AU, NZ)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar
from urllib.parse import quote, urljoin

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.json_page import dig, number_at, objects_at, text_at, texts_at
from spiders.reading.numbered import number_in, with_parameter
from spiders.reading.prose import in_one_line, line_at, prose
from spiders.reading.seek_markup import advert_in_markup, cards_in_markup
from spiders.reading.seek_state import advert, jobs, list_of, seek_state
from spiders.reading.short_list import listed

_MARKS = (
    b'"solMetadata"',
    b"SEEK_REDUX_DATA",
    b"SEEK_APOLLO_DATA",
    b'data-automation="jobAdDetails"',
    b'data-automation="normalJob"',
)
_ADVERT_URL = regex.compile(r"/job/(\d{5,12})\b")
# The advert in full under its newer and its older name, else what stands of it on lists.
_WORDS = ("content2", "content", "abstract")
# What the search gives where nothing says the size of its page.
_PAGE_SIZE = 20


class Seek:
    """`start` names the search: `https://my.jobstreet.com/api/jobsearch/v5/search?siteKey=MY-Main&page=1&pageSize=30…`.

    Its list prints adverts in short; with `detail: /job/` each is read from its own page, as a search page's are.
    The boards' robots.txt closes the search and the adverts to robots, and their terms forbid automated reading without consent:
    until SEEK gives it, this is for pages that a person saved.
    An advertiser who hides ("Private Advertiser", "Pengiklan Anonim") is no organisation.
    """

    name: ClassVar[str] = "seek"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """The search's answer, or a page of a SEEK board with a list or an advert."""
        if not any(mark in page.body for mark in _MARKS):
            return False
        parsed = self.parse(page, None)
        return bool(parsed.drafts) or list_of(seek_state(page)) is not None

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """The adverts of a list and its next page, or one advert in full."""
        state = seek_state(page)
        whole, short = advert(state), [*jobs(state)]
        if whole and (not short or _ADVERT_URL.search(page.url)):
            return ParsedPage(drafts=tuple(_whole(page, whole)))
        if state is None or (whole is None and list_of(state) is None):
            return _by_markup(page, source)
        return listed(_short(page, short), source, _next(page, state, len(short)))


def _by_markup(page: Page, source: SourceConfig | None) -> ParsedPage:
    if draft := advert_in_markup(page):
        return ParsedPage(drafts=(draft,))
    cards, further = cards_in_markup(page)
    return listed(cards, source, further)


def _short(page: Page, found: list[dict[str, Any]]) -> Iterator[Draft]:
    for job in found:
        if (native_id := text_at(job, "id")) and (title := line_at(job, "title")):
            yield Draft(
                url=_url(page, native_id),
                title=title,
                text=prose("\n".join(texts_at(job, "bulletPoints")), text_at(job, "teaser")),
                native_id=native_id,
                hiring_organization=_employer(job),
                job_location=_places(job),
                base_salary=_salary(text_at(job, "salaryLabel") or text_at(job, "salary"), text_at(job, "currencyLabel")),
                employment_type=in_one_line([*texts_at(job, "workTypes"), text_at(job, "workType")]),
                date_posted=machine_date(text_at(job, "listingDate")),
            )


def _whole(page: Page, job: dict[str, Any]) -> Iterator[Draft]:
    if (native_id := text_at(job, "id")) and (title := line_at(job, "title")):
        hidden = dig(job, "tracking", "isPrivateAdvertiser") is True
        yield Draft(
            url=_url(page, native_id),
            title=title,
            text=prose(
                "\n".join(texts_at(job, "products", "bullets")), next(filter(None, (text_at(job, field) for field in _WORDS)), None)
            ),
            native_id=native_id,
            hiring_organization=None if hidden else line_at(job, "advertiser", "name"),
            job_location=text_at(job, "location", "label"),
            base_salary=_salary(text_at(job, "salary", "label"), text_at(job, "salary", "currencyLabel")),
            employment_type=in_one_line([text_at(job, "workTypes", "label"), *texts_at(job, "workTypes")]),
            date_posted=machine_date(text_at(job, "listedAt", "dateTimeUtc")),
            valid_through=machine_date(text_at(job, "expiresAt", "dateTimeUtc")),
        )


def _employer(job: dict[str, Any]) -> str | None:
    """The company; of an advertiser without an id, or one that is marked so, no more is known than that it hides."""
    hides = dig(job, "isPrivateAdvertiser") is True or dig(job, "advertiser", "id") == ""
    return line_at(job, "companyName") or (None if hides else line_at(job, "advertiser", "description"))


def _places(job: dict[str, Any]) -> str | None:
    named = in_one_line((text_at(place, "label") for place in objects_at(job, "locations")), "; ")
    return named or text_at(job, "jobLocation", "label") or in_one_line([text_at(job, "suburb"), text_at(job, "location")])


def _salary(label: str | None, currency: str | None) -> str | None:
    """The label as the board prints it, with the currency behind it where the label has only a sign that many share."""
    return f"{label} ({currency})" if label and currency and currency not in label else label


def _url(page: Page, native_id: str) -> str:
    return urljoin(page.url, f"/job/{quote(native_id)}")


def _next(page: Page, state: Any, count: int) -> tuple[Link, ...]:
    counted, number = list_of(state), number_in(page.url, "page") or 1
    size = number_at(counted, "solMetadata", "pageSize") or number_in(page.url, "pageSize") or _PAGE_SIZE
    total = number_at(counted, "totalCount") or number_at(state, "results", "totalCount") or 0
    # What was asked by POST is not asked again.
    goes_on = count > 0 and number * size < total and dig(state, "data", "jobSearchV6") is None
    return (Link(with_parameter(page.url, "page", number + 1), "list"),) if goes_on else ()


PLATFORM = Seek()
