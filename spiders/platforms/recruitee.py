"""Recruitee's careers site API: the published offers of one company. https://docs.recruitee.com/reference/intro-to-careers-site-api"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.advert import place, places, sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, objects_at, text_at
from spiders.reading.markup import absolute
from spiders.reading.salary import printed_salary

_MARKS = (b'"offers"', b'"careers_url"')


class Recruitee:
    """`start` names companies: https://<company>.recruitee.com/api/offers/ (their own domain where they have one).

    A company is one answer. An offer in several languages is one posting, in the company's first language.
    """

    name: ClassVar[str] = "recruitee"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A company's list with at least one offer."""
        return all(mark in page.body for mark in _MARKS) and any(_offers(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every company
        """One posting an offer; there are no further pages."""
        drafts = (_draft(page, offer) for offer in _offers(page) if text_at(offer, "status") in {None, "published"})
        return ParsedPage(tuple(draft for draft in drafts if draft.title))


def _offers(page: Page) -> Iterator[dict[str, Any]]:
    return (offer for offer in objects_at(json_of(page), "offers") if text_at(offer, "id") and text_at(offer, "careers_url"))


def _draft(page: Page, offer: dict[str, Any]) -> Draft:
    return Draft(
        url=absolute(page, text_at(offer, "careers_url")) or page.url,
        title=html_to_text(text_at(offer, "title") or ""),
        text=sections((None, text_at(offer, part)) for part in ("description", "requirements")),
        native_id=text_at(offer, "id"),
        hiring_organization=text_at(offer, "company_name"),
        job_location=_where(offer),
        base_salary=_pay(offer),
        employment_type=text_at(offer, "employment_type_code"),
        date_posted=_date(offer, "published_at"),
        valid_through=_date(offer, "close_at"),
    )


def _where(offer: dict[str, Any]) -> str | None:
    several = places(
        place(text_at(where, "city"), text_at(where, "state"), text_at(where, "country"))
        for where in objects_at(offer, "locations")
    )
    one = text_at(offer, "location") or place(text_at(offer, "city"), text_at(offer, "country"))
    return several or one or ("Remote" if dig(offer, "remote") is True else None)


def _pay(offer: dict[str, Any]) -> str | None:
    pay = dig(offer, "salary")
    amount = {"minValue": text_at(pay, "min"), "maxValue": text_at(pay, "max"), "unitText": text_at(pay, "period")}
    return printed_salary({"currency": text_at(pay, "currency"), "value": amount})


def _date(offer: dict[str, Any], field: str) -> datetime | None:
    # Written with the name of its zone, as 2026-05-08 07:57:46 UTC.
    return machine_date((text_at(offer, field) or "").removesuffix(" UTC"))


PLATFORM = Recruitee()
