"""HeadHunter: hh.ru and its sisters hh.kz, hh.uz, headhunter.ge, rabota.by; its public API and its pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.dates import machine_date
from spiders.reading.hh_markup import MARKS, vacancies_in_markup, vacancy_in_markup
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at
from spiders.reading.markup import absolute
from spiders.reading.numbered import with_parameter
from spiders.reading.prose import in_one_line, line_at, prose
from spiders.reading.salary import printed_salary
from spiders.reading.short_list import listed
from spiders.reading.structured import job_postings

_MARK = b'"alternate_url"'
_API = "https://api.hh.ru/vacancies/"
# HeadHunter writes codes that ISO 4217 gave up; the money is that of today.
_CURRENCIES = {"RUR": "RUB", "BYR": "BYN"}


class Hh:
    """`start` names the API, `https://api.hh.ru/vacancies?area=40&order_by=publication_time&per_page=100` (area 40: Kazakhstan).

    Its list prints vacancies in short; with `detail: /vacancies/` each is read in full. Saved pages of the sites are read too.
    """

    name: ClassVar[str] = "hh"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """The API's list or vacancy, or a page of the site; one with structured data is left to `json_ld`."""
        if _MARK in page.body:
            data = json_of(page)
            return any(_items(data)) or _is_vacancy(data)
        return any(mark in page.body for mark in MARKS) and not job_postings(page) and bool(self.parse(page, None).drafts)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """The vacancies of a list and its next page, or one vacancy in full."""
        data = json_of(page) if _MARK in page.body else None
        if data is None:
            return _of_markup(page, source)
        if _is_vacancy(data):
            return ParsedPage(drafts=tuple(_vacancies(page, [data])))
        return listed(_vacancies(page, _items(data)), source, _next(page, data), _in_api)


def _of_markup(page: Page, source: SourceConfig | None) -> ParsedPage:
    if draft := vacancy_in_markup(page):
        return ParsedPage(drafts=(draft,))
    drafts, further = vacancies_in_markup(page)
    return listed(drafts, source, further)


def _in_api(draft: Draft) -> str:
    return f"{_API}{draft.native_id}"


def _items(data: Any) -> Iterator[dict[str, Any]]:
    return (item for item in objects_at(data, "items") if _is_vacancy(item))


def _is_vacancy(data: Any) -> bool:
    return isinstance(data, dict) and all(text_at(data, field) for field in ("id", "name", "alternate_url")) and "area" in data


def _vacancies(page: Page, items: Any) -> Iterator[Draft]:
    for item in items:
        url, title = absolute(page, text_at(item, "alternate_url")), line_at(item, "name")
        if url and title:
            yield Draft(
                url=url,
                title=title,
                text=_text(item),
                native_id=text_at(item, "id"),
                hiring_organization=line_at(item, "employer", "name"),
                job_location=_place(item),
                base_salary=_salary(item),
                employment_type=_employment(item),
                date_posted=machine_date(text_at(item, "published_at")),
            )


def _text(item: dict[str, Any]) -> str:
    """The vacancy in full, else what the list shows of it; then its skills and whom to call."""
    whole = text_at(item, "description") or text_at(item, "branded_description")
    short = () if whole else (text_at(item, "snippet", "responsibility"), text_at(item, "snippet", "requirement"))
    skills = in_one_line(text_at(skill, "name") for skill in objects_at(item, "key_skills"))
    return prose(whole, *short, skills, _contacts(item))


def _contacts(item: dict[str, Any]) -> str | None:
    phones = (text_at(phone, "formatted") or _number(phone) for phone in objects_at(item, "contacts", "phones"))
    return in_one_line((text_at(item, "contacts", "name"), *phones, text_at(item, "contacts", "email")))


def _number(phone: dict[str, Any]) -> str | None:
    parts = [text_at(phone, part) for part in ("country", "city", "number")]
    return f"+{' '.join(filter(None, parts))}" if parts[0] and parts[2] else None


def _place(item: dict[str, Any]) -> str | None:
    area, address = text_at(item, "area", "name"), text_at(item, "address", "raw")
    return address if area and address and area in address else in_one_line([area, address])


def _salary(item: dict[str, Any]) -> str | None:
    """`salary_range` says for how long the pay is; the older `salary` does not."""
    pay = dig(item, "salary_range") or dig(item, "salary")
    currency = text_at(pay, "currency") or ""
    amount = {"minValue": dig(pay, "from"), "maxValue": dig(pay, "to"), "unitText": text_at(pay, "mode", "id")}
    return printed_salary({"currency": _CURRENCIES.get(currency, currency), "value": amount})


def _employment(item: dict[str, Any]) -> str | None:
    return in_one_line(text_at(item, field, "name") for field in ("employment_form", "employment", "schedule"))


def _next(page: Page, data: Any) -> tuple[Link, ...]:
    number = (number_at(data, "page") or 0) + 1
    goes_on = any(_items(data)) and number < (number_at(data, "pages") or 0)
    return (Link(with_parameter(page.url, "page", number), "list"),) if goes_on else ()


PLATFORM = Hh()
