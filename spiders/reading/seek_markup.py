"""Pages of SEEK boards without the data they were drawn from, as some browsers save them."""

from __future__ import annotations

from collections.abc import Iterator

import regex
from parsel import Selector

from spiders.page import Draft, Link, Page
from spiders.reading.markup import absolute
from spiders.reading.select import all_text, first_text, root_of

_CARDS = "article[data-automation=normalJob], article[data-automation=premiumJob], article[data-job-id], [data-testid=job-card]"
_ID = regex.compile(r"/job/(\d{5,12})\b")
_MOST_CARDS = 200


def advert_in_markup(page: Page) -> Draft | None:
    """The advert in full, None where the page shows none."""
    root = root_of(page)
    title, text = _part(root, "job-detail-title"), all_text(root, "[data-automation=jobAdDetails]")
    if not title or not text:
        return None
    return Draft(
        url=page.url,
        title=title,
        text=text,
        native_id=_number(page.url),
        hiring_organization=_part(root, "advertiser-name"),
        job_location=_part(root, "job-detail-location"),
        base_salary=_part(root, "job-detail-salary"),
        employment_type=_part(root, "job-detail-work-type"),
    )


def cards_in_markup(page: Page) -> tuple[list[Draft], list[Link]]:
    """The adverts of a list in short, and the list's next page."""
    root = root_of(page)
    following = absolute(page, root.css("a[rel~=next]::attr(href), a[data-automation=page-next]::attr(href)").get())
    return [*_cards(page, root)], [Link(following, "list")] if following else []


def _cards(page: Page, root: Selector) -> Iterator[Draft]:
    for card in root.css(_CARDS)[:_MOST_CARDS]:
        url = absolute(page, card.css("a[href*='/job/']::attr(href)").get())
        title = _part(card, "jobTitle")
        if url and title:
            yield Draft(
                url=url.partition("?")[0].partition("#")[0],
                title=title,
                text=all_text(card, "[data-automation=jobShortDescription], [data-testid=job-card-teaser], ul > li"),
                native_id=card.attrib.get("data-job-id") or _number(url),
                hiring_organization=_part(card, "jobCompany"),
                job_location=_part(card, "jobCardLocation") or _part(card, "jobLocation"),
                base_salary=_part(card, "jobSalary"),
                employment_type=_part(card, "jobWorkType"),
            )


def _part(node: Selector, name: str) -> str | None:
    return first_text(node, f"[data-automation='{name}']")


def _number(url: str) -> str | None:
    found = _ID.search(url)
    return found[1] if found else None
