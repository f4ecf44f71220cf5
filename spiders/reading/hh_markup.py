"""Pages of HeadHunter's sites: a search's results and a vacancy."""

from __future__ import annotations

import html
from collections.abc import Iterator
from datetime import datetime

import regex
from parsel import Selector

from spiders.page import Draft, Link, Page
from spiders.reading.dates import machine_date
from spiders.reading.markup import absolute, decode
from spiders.reading.select import all_text, first_text, root_of

MARKS = (b"vacancy-serp__", b"vacancy-title")
_CARDS = "[data-qa~='vacancy-serp__vacancy']"
_TITLE = "[data-qa='serp-item__title-text'], [data-qa='serp-item__title'], [data-qa='vacancy-serp__vacancy-title']"
_LINK = "a[href*='/vacancy/']::attr(href)"
_ID = regex.compile(r"/vacancy/(\d{3,15})\b")
# Newer cards mark the pay by nothing but its place, above the labels.
_PAY = (
    "[data-qa='vacancy-serp__vacancy-compensation']",
    ".//div[contains(@class, 'compensation-labels')]/preceding-sibling::span[1]",
)
_TEXT = "[data-qa^='vacancy-serp__vacancy_snippet']"
_PLACES = ("[data-qa='vacancy-view-raw-address']", "[data-qa='vacancy-address-with-map']", "[data-qa='vacancy-view-location']")
_EMPLOYMENT = ("[data-qa='common-employment-text']", "[data-qa='vacancy-view-employment-mode']")
_PUBLISHED = regex.compile(r'"publicationDate":"([^"]{10,40})"')
_LISTED = regex.compile(r'"vacancyId":(\d{3,15})|"publicationTime":\{[^{}]{0,60}?"\$":"([^"]{10,40})"')
_STATE = "template#HH-Lux-InitialState, script[type='application/json']"
_MOST_CARDS = 200


def vacancies_in_markup(page: Page) -> tuple[list[Draft], list[Link]]:
    """The vacancies of a search in short, and its next page. A card without a link is a damaged one."""
    root = root_of(page)
    following = absolute(page, root.css("a[data-qa='pager-next']::attr(href)").get())
    return [*_short(page, root)], [Link(following, "list")] if following else []


def vacancy_in_markup(page: Page) -> Draft | None:
    """The vacancy of a page in full, None where it holds none."""
    root = root_of(page)
    title, text = first_text(root, "[data-qa='vacancy-title']"), all_text(root, "[data-qa='vacancy-description']")
    if not title or not text:
        return None
    skills = all_text(root, "[data-qa='skills-element'], [data-qa~='bloko-tag__text']")
    published = _PUBLISHED.search(_state(page, root))
    number = _ID.search(page.url)
    return Draft(
        url=page.url.partition("?")[0],
        title=title,
        text="\n\n".join(filter(None, (text, skills))),
        native_id=number[1] if number else None,
        hiring_organization=first_text(root, "[data-qa='vacancy-company-name']"),
        job_location=_first(root, _PLACES),
        base_salary=_in_line(first_text(root, "[data-qa='vacancy-salary']")),
        employment_type=_first(root, _EMPLOYMENT),
        date_posted=machine_date(published[1]) if published else None,
    )


def _short(page: Page, root: Selector) -> Iterator[Draft]:
    published = _dates(_state(page, root))
    for card in root.css(_CARDS)[:_MOST_CARDS]:
        url = absolute(page, card.css(_LINK).get())
        title, number = first_text(card, _TITLE), _ID.search(url or "")
        if url and title and number:
            yield Draft(
                url=url.partition("?")[0],
                title=title,
                text=all_text(card, _TEXT),
                native_id=number[1],
                hiring_organization=first_text(card, "[data-qa='vacancy-serp__vacancy-employer']"),
                job_location=first_text(card, "[data-qa='vacancy-serp__vacancy-address']"),
                base_salary=_in_line(_first(card, _PAY)),
                date_posted=published.get(number[1]),
            )


def _first(node: Selector, selectors: tuple[str, ...]) -> str | None:
    return next(filter(None, (first_text(node, selector) for selector in selectors)), None)


def _in_line(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _state(page: Page, root: Selector) -> str:
    """What the page was drawn from, escaped as HTML on some pages; it holds the dates that the page does not print."""
    if b"vacancyId" not in page.body and b"publicationDate" not in page.body:
        return ""
    found = " ".join(root.css(_STATE).xpath("string()").getall()) or decode(page)
    return html.unescape(found)


def _dates(state: str) -> dict[str, datetime | None]:
    """When each vacancy was published, by its number, which stands before the date."""
    dates: dict[str, datetime | None] = {}
    number = None
    for found in _LISTED.finditer(state):
        if found[1]:
            number = found[1]
        elif number:
            dates.setdefault(number, machine_date(found[2]))
    return dates
