"""LinkedIn's pages for people without an account, as a person saved them: lists of a search, and adverts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import regex
from parsel import Selector

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.markup import absolute
from spiders.reading.select import all_text, first_text, root_of
from spiders.reading.short_list import listed
from spiders.reading.structured import job_postings

_MARKS = (b"urn:li:jobPosting:", b"top-card-layout__title")
_CARD = ".job-search-card[data-entity-urn], .base-search-card[data-entity-urn]"
_NUMBER = regex.compile(r"urn:li:jobPosting:(\d{5,15})|/jobs/view/(?:[^/?#]{0,300}-)?(\d{5,15})|/jobPosting/(\d{5,15})")
_TITLE = ".top-card-layout__title, .topcard__title"
_TEXT = ".show-more-less-html__markup"
_EMPLOYER = ".topcard__org-name-link, .top-card-layout .topcard__flavor"
_PLACE = ".topcard__flavor--bullet"
_PAY = ".compensation__salary, .job-search-card__salary-info"
# Seniority, employment, function and industry, in this order in every language.
_CRITERIA = ".description__job-criteria-text"
_ALL_CRITERIA = 4
_MOST_CARDS = 200


class LinkedInGuest:
    """For pages that a person lawfully saved: LinkedIn's robots.txt and terms forbid to crawl them, so no source may name it.

    Lists are those of `/jobs/search` and of `/jobs-guest/jobs/api/seeMoreJobPostings`; adverts beside another are left alone.
    """

    name: ClassVar[str] = "linkedin_guest"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A list or an advert in LinkedIn's markup; a page with structured data is left to `json_ld`."""
        return any(mark in page.body for mark in _MARKS) and not job_postings(page) and bool(self.parse(page, None).drafts)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """One advert in full, or those of a list as it prints them; nothing to follow."""
        root = root_of(page)
        if advert := _advert(page, root):
            return ParsedPage(drafts=(advert,))
        return listed(_cards(page, root), source)


def _advert(page: Page, root: Selector) -> Draft | None:
    title, text = first_text(root, _TITLE), all_text(root, _TEXT)
    if not title or not text:
        return None
    url = absolute(page, root.css("link[rel=canonical]::attr(href)").get()) or page.url
    number = _number(url) or _number(page.url) or _number(" ".join(root.css("::attr(data-semaphore-content-urn)").getall()[:1]))
    criteria = [first_text(item, "*") for item in root.css(_CRITERIA)[:_ALL_CRITERIA]]
    posted = next((item.get("datePosted") for item in job_postings(page)), None)
    return Draft(
        url=url,
        title=title,
        text=text,
        native_id=number,
        hiring_organization=first_text(root, _EMPLOYER),
        job_location=first_text(root, _PLACE),
        base_salary=first_text(root, _PAY),
        employment_type=criteria[1] if len(criteria) == _ALL_CRITERIA else None,
        date_posted=machine_date(posted),
    )


def _cards(page: Page, root: Selector) -> Iterator[Draft]:
    for card in root.css(_CARD)[:_MOST_CARDS]:
        url = absolute(page, card.css("a[href*='/jobs/view/']::attr(href)").get() or card.attrib.get("href"))
        title = first_text(card, ".base-search-card__title")
        if url and title:
            yield Draft(
                url=url.partition("?")[0],
                title=title,
                native_id=_number(card.attrib["data-entity-urn"]) or _number(url),
                hiring_organization=first_text(card, ".base-search-card__subtitle"),
                job_location=first_text(card, ".job-search-card__location"),
                base_salary=first_text(card, _PAY),
                date_posted=machine_date(card.css("time::attr(datetime)").get()),
            )


def _number(text: str) -> str | None:
    found = _NUMBER.search(text)
    return next(filter(None, found.groups()), None) if found else None


PLATFORM = LinkedInGuest()
