"""Personio's XML of open positions: https://developer.personio.de/docs/retrieving-open-job-positions"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import quote

import lxml.etree
from w3lib.url import add_or_replace_parameters, url_query_parameter

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.advert import places, sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.markup import LONGEST, absolute, root_name

_ROOT = "workzag-jobs"
_MOST_POSITIONS = 5_000


class Personio:
    """`start` names accounts: https://<account>.jobs.personio.de/xml?language=en (or .com)

    An account is one answer, in one language of those it writes its adverts in.
    """

    name: ClassVar[str] = "personio"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """The root element of Personio's, who was called Workzag once."""
        return root_name(page.body) == _ROOT

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every account
        """One posting a position; there are no further pages."""
        if not self.recognises(page):
            return ParsedPage()
        drafts = (_draft(page, position) for position in _positions(page))
        return ParsedPage(tuple(draft for draft in drafts if draft.native_id and draft.title))


def _positions(page: Page) -> Iterator[lxml.etree._Element]:
    # Recovering, because one bare ampersand must not hide a whole board; entities are never resolved.
    parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = lxml.etree.fromstring(page.body[:LONGEST], parser)
    except (lxml.etree.LxmlError, ValueError):
        return
    if root is not None:
        yield from root.findall("position")[:_MOST_POSITIONS]


def _draft(page: Page, position: lxml.etree._Element) -> Draft:
    offices = [position.findtext("office"), *(office.text for office in position.iterfind("additionalOffices/office"))]
    descriptions = position.iterfind("jobDescriptions/jobDescription")
    return Draft(
        url=_url(page, position),
        title=html_to_text(position.findtext("name") or ""),
        text=sections((_line(part.findtext("name")), part.findtext("value")) for part in descriptions),
        native_id=_line(position.findtext("id")),
        hiring_organization=_line(position.findtext("subcompany")),
        job_location=places(_line(office) for office in offices),
        employment_type=", ".join(filter(None, (_line(position.findtext(name)) for name in ("employmentType", "schedule"))))
        or None,
        date_posted=machine_date(position.findtext("createdAt")),
    )


def _url(page: Page, position: lxml.etree._Element) -> str:
    found = absolute(page, f"/job/{quote(_line(position.findtext('id')) or '', safe='')}") or page.url
    language = url_query_parameter(page.url, "language")
    return add_or_replace_parameters(found, {"language": language}) if language else found


def _line(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


PLATFORM = Personio()
