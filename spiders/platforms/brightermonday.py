"""BrighterMonday (KE, UG, TZ) and Jobberman (NG, GH), boards of one make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import regex
from parsel import Selector

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.job_posting import draft_of
from spiders.reading.markup import absolute
from spiders.reading.select import all_text, first_text, root_of
from spiders.reading.short_list import listed
from spiders.reading.structured import job_postings

_MARK = b"listing-cards-components"
_CARD = "[data-cy=listing-cards-components]"
_SLUG = regex.compile(r"/listings/([\w%.-]{1,300})")
# The chips of a card, always in this order: where, how, how much.
_CHIPS = "span[class*='bg-brand-secondary-100']"
_EMPLOYER = "p[class*='text-sm'][class*='text-link-500'], p[class*='text-blue-700']"
_TEXT = "p[class*='md:pl-5'], p[class*='text-gray-500'][class*='inline-block']"
_HIDDEN_PAY = regex.compile(r"\b(?:confidential|negotiable)\b", regex.IGNORECASE)
_HIDDEN_EMPLOYER = regex.compile(r"anonymous(?: employer)?|confidential", regex.IGNORECASE)
_MOST_CARDS = 200


class BrighterMonday:
    """`start` names list pages (`https://www.brightermonday.co.ke/jobs`), whose cards print adverts in short.

    With `detail: /listings/` each is read from its own page, which has schema.org data.
    """

    name: ClassVar[str] = "brightermonday"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A list in the boards' markup; an advert's page, which has structured data, is left to `json_ld`."""
        return _MARK in page.body and not job_postings(page) and bool(root_of(page).css(_CARD))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """The adverts of a list and its next page, or one advert in full."""
        if items := job_postings(page):
            draft = draft_of(items[0], page.url)
            named = replace(draft, native_id=_slug(page.url) or draft.native_id)
            return ParsedPage(drafts=(named,) if draft.title and draft.text else ())
        root = root_of(page)
        following = absolute(page, root.css("link[rel=next]::attr(href), a[rel=next]::attr(href)").get())
        return listed(_cards(page, root), source, [Link(following, "list")] if following else [])


def _cards(page: Page, root: Selector) -> Iterator[Draft]:
    for card in root.css(_CARD)[:_MOST_CARDS]:
        link = card.css("a[href*='/listings/']")[:1]
        url = absolute(page, link.attrib.get("href"))
        title = first_text(card, "a[href*='/listings/'] p") or link.attrib.get("title") or first_text(card, "a[href*='/listings/']")
        if url and title:
            yield _draft(card, url, title)


def _draft(card: Selector, url: str, title: str) -> Draft:
    place, employment, pay, *_ = [*(" ".join(chip.xpath("string()").get("").split()) for chip in card.css(_CHIPS)), "", "", ""]
    employer = first_text(card, _EMPLOYER)
    return Draft(
        url=url,
        title=title,
        text=all_text(card, _TEXT),
        native_id=_slug(url),
        hiring_organization=None if _HIDDEN_EMPLOYER.fullmatch(employer or "") else employer,
        job_location=place or None,
        base_salary=None if _HIDDEN_PAY.search(pay) else pay or None,
        employment_type=employment or None,
    )


def _slug(url: str) -> str | None:
    found = _SLUG.search(url)
    return found[1] if found else None


PLATFORM = BrighterMonday()
