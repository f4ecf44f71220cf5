"""Remote OK: the public JSON at https://remoteok.com/api, one list of all adverts after a legal notice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.dates import machine_date, unix_date
from spiders.reading.json_page import dig, json_of, objects_at, text_at, texts_at
from spiders.reading.markup import absolute
from spiders.reading.prose import in_one_line, line_at, prose
from spiders.reading.salary import printed_salary
from spiders.reading.short_list import listed

_MARK = b"remoteok"
# Written into each text for whoever asks; the tag is the asker's own address, so it would also make every text a changed one.
_FOR_APPLICANTS = regex.compile(
    r"\s*+Please mention the words? [^\n]{1,200}? when applying to show you read the job post completely"
    r"(?: \(#[^)\n]{1,100}\))?\.?+(?: This is a beta feature to avoid spam applicants\.)?"
    r"(?: Companies can search these words [^\n.]{1,200}\.?+)?"
)


class RemoteOk:
    """`start` names the API. Its terms ask for a link back to Remote OK, which every posting's `url` is.

    Some texts come with UTF-8 taken for Windows-1252 ("MecÃ¡nico"); they are put right, so that a search finds their words.
    """

    name: ClassVar[str] = "remote_ok"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A JSON list with objects that have a `position` and a page on remoteok.com."""
        return _MARK in page.body.lower() and any(_jobs(json_of(page)))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """One posting an advert; the API has no further pages."""
        return listed(_drafts(page, json_of(page)), source)


def _jobs(data: Any) -> Iterator[dict[str, Any]]:
    for job in objects_at(data):
        if line_at(job, "position") and "remoteok" in (text_at(job, "url") or "").lower():
            yield job


def _drafts(page: Page, data: Any) -> Iterator[Draft]:
    for job in _jobs(data):
        if url := absolute(page, text_at(job, "url")):
            yield _draft(job, url)


def _draft(job: dict[str, Any], url: str) -> Draft:
    return Draft(
        url=url,
        title=_mended(line_at(job, "position")) or "",
        text=_FOR_APPLICANTS.sub("", prose(_mended(text_at(job, "description")), _mended(in_one_line(texts_at(job, "tags"))))),
        native_id=text_at(job, "id") or text_at(job, "slug"),
        hiring_organization=_mended(line_at(job, "company")),
        job_location=_mended(text_at(job, "location")),
        base_salary=_salary(job),
        date_posted=machine_date(text_at(job, "date")) or unix_date(dig(job, "epoch")),
    )


def _mended(text: str | None) -> str | None:
    from ftfy import fix_encoding

    return fix_encoding(text) if text else None


def _salary(job: dict[str, Any]) -> str | None:
    # Remote OK asks employers for yearly pay in US dollars; the API gives the bare figures.
    amount = {"minValue": dig(job, "salary_min"), "maxValue": dig(job, "salary_max"), "unitText": "YEAR"}
    return printed_salary({"currency": "USD", "value": amount})


PLATFORM = RemoteOk()
