"""Lever's postings API: https://github.com/lever/postings-api"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import regex
from w3lib.url import add_or_replace_parameters, url_query_parameter

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.advert import places, sections
from spiders.reading.dates import unix_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, objects_at, text_at, texts_at
from spiders.reading.markup import absolute
from spiders.reading.salary import printed_salary

_MARKS = (b'"hostedUrl"', b'"categories"')
# As in per-month-salary and per-hour-wage.
_INTERVAL = regex.compile(r"per-([a-z]{1,20}+)-[a-z]{1,20}+")


class Lever:
    """`start` names sites: https://api.lever.co/v0/postings/<site>?mode=json (api.eu.lever.co for those kept in Europe).

    All of a site is one answer, unless `limit=` stands in the address: then it is paged by `skip=`. Lever does not say
    who hires: one site is one employer, whom the source's `title` names.
    """

    name: ClassVar[str] = "lever"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A site's list, or one posting."""
        return all(mark in page.body for mark in _MARKS) and any(_postings(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every site
        """Every posting whole, and the next page of a paged list."""
        postings = list(_postings(page))
        drafts = (_draft(page, posting) for posting in postings)
        return ParsedPage(tuple(draft for draft in drafts if draft.title), _next(page, len(postings)))


def _postings(page: Page) -> Iterator[dict[str, Any]]:
    data = json_of(page)
    listed = objects_at(data) if isinstance(data, list) else objects_at([data])
    return (posting for posting in listed if text_at(posting, "id") and text_at(posting, "hostedUrl"))


def _draft(page: Page, posting: dict[str, Any]) -> Draft:
    return Draft(
        url=absolute(page, text_at(posting, "hostedUrl")) or page.url,
        title=html_to_text(text_at(posting, "text") or ""),
        text=_text(posting),
        native_id=text_at(posting, "id"),
        job_location=places([text_at(posting, "categories", "location"), *texts_at(posting, "categories", "allLocations")]),
        base_salary=_pay(posting),
        employment_type=text_at(posting, "categories", "commitment"),
        date_posted=unix_date(dig(posting, "createdAt")),
    )


def _text(posting: dict[str, Any]) -> str:
    lists = [(text_at(part, "text"), text_at(part, "content")) for part in objects_at(posting, "lists")]
    description = text_at(posting, "description") or text_at(posting, "descriptionPlain")
    closing = text_at(posting, "additional") or text_at(posting, "additionalPlain")
    return sections([(None, description), *lists, (None, text_at(posting, "salaryDescription")), (None, closing)])


def _pay(posting: dict[str, Any]) -> str | None:
    interval = _INTERVAL.fullmatch(text_at(posting, "salaryRange", "interval") or "")
    return printed_salary(
        {
            "currency": text_at(posting, "salaryRange", "currency"),
            "value": {
                "minValue": text_at(posting, "salaryRange", "min"),
                "maxValue": text_at(posting, "salaryRange", "max"),
                "unitText": interval[1] if interval else None,
            },
        }
    )


def _next(page: Page, count: int) -> tuple[Link, ...]:
    limit = url_query_parameter(page.url, "limit")
    if not limit or count == 0 or str(count) != limit:
        return ()
    skipped = url_query_parameter(page.url, "skip", "0")
    following = (int(skipped) if skipped and skipped.isdecimal() else 0) + count
    return (Link(add_or_replace_parameters(page.url, {"skip": str(following)}), "list"),)


PLATFORM = Lever()
