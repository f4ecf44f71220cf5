"""BambooHR's career pages: the JSON that their own pages ask for. It is not described by BambooHR."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import quote

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.advert import place, sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, objects_at, text_at
from spiders.reading.markup import absolute

_MARK = b'"jobOpeningName"'


class BambooHR:
    """`start` names companies: https://<company>.bamboohr.com/careers/list

    The list has no texts: each opening is asked for on its own. Who hires is not said; the source's `title` names it.
    """

    name: ClassVar[str] = "bamboohr"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A company's list with at least one opening, or one opening."""
        if _MARK not in page.body:
            return False
        data = json_of(page)
        return bool(text_at(data, "result", 0, "jobOpeningName") or text_at(data, "result", "jobOpening", "jobOpeningName"))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every company
        """Links to the openings of a list, or one opening."""
        data = json_of(page)
        opening = dig(data, "result", "jobOpening")
        if isinstance(opening, dict):
            draft = _draft(page, opening)
            return ParsedPage((draft,) if draft.title else ())
        ids = (text_at(item, "id") for item in objects_at(data, "result"))
        careers = page.url.partition("?")[0].removesuffix("/list")
        return ParsedPage(
            links=tuple(Link(f"{careers}/{quote(found, safe='')}/detail", "detail", native_id=found) for found in ids if found)
        )


def _draft(page: Page, opening: dict[str, Any]) -> Draft:
    # What a person opens is the same address without its last part.
    public = page.url.partition("?")[0].removesuffix("/detail")
    return Draft(
        url=absolute(page, text_at(opening, "jobOpeningShareUrl")) or public,
        title=html_to_text(text_at(opening, "jobOpeningName") or ""),
        text=sections([(None, text_at(opening, "description"))]),
        native_id=text_at(opening, "id") or public.rstrip("/").rpartition("/")[2],
        job_location=_where(opening, "location") or _where(opening, "atsLocation") or _remote(opening),
        base_salary=text_at(opening, "compensation"),
        employment_type=text_at(opening, "employmentStatusLabel"),
        date_posted=machine_date(dig(opening, "datePosted")),
    )


def _where(opening: dict[str, Any], field: str) -> str | None:
    parts = ("city", "state", "province", "addressCountry", "country")
    return place(*(text_at(opening, field, part) for part in parts))


def _remote(opening: dict[str, Any]) -> str | None:
    return "Remote" if dig(opening, "isRemote") is True else None


PLATFORM = BambooHR()
