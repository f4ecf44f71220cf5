"""Workday's career sites: the JSON that their own pages ask for, a list by POST and each posting by GET.

Workday publishes no description of it, and its robots.txt differs from site to site: both are to be read before a source
of it is enabled.
"""

from __future__ import annotations

from typing import Any, ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.platforms._workday_site import CareerSite, Question
from spiders.reading.advert import places, public_page, sections
from spiders.reading.dates import machine_date
from spiders.reading.html_text import html_to_text
from spiders.reading.json_page import dig, json_of, number_at, objects_at, text_at, texts_at
from spiders.reading.markup import absolute

_MARKS = (b'"externalPath"', b'"jobPostingInfo"')


class Workday:
    """`start` names career sites as a person opens them: https://<tenant>.wd3.myworkdayjobs.com/en-US/<site>?q=cook

    Words to search for and facets are taken from that address. A list holds twenty postings a page, so `depth` in the YAML
    decides how many are seen; their texts are asked for one by one.
    """

    name: ClassVar[str] = "workday"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A list of postings, or one posting, as the API answers."""
        if not any(mark in page.body for mark in _MARKS):
            return False
        data = json_of(page)
        return isinstance(dig(data, "jobPostingInfo"), dict) or bool(text_at(data, "jobPostings", 0, "externalPath"))

    def begin(self, source: SourceConfig) -> tuple[Link, ...]:
        """The first page of every site in `start`."""
        return tuple(_beginning(url) for url in source.start)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every site
        """Links to the postings and the next page of a list; the posting of a detail answer or of its public page."""
        data = json_of(page)
        if isinstance(dig(data, "jobPostingInfo"), dict):
            draft = _draft(page, data)
            return ParsedPage((draft,) if draft.title else ())
        if isinstance(dig(data, "jobPostings"), list):
            return ParsedPage(links=_links(page, data))
        return ParsedPage(public_page(page, _id_in(page.url)))


def _beginning(url: str) -> Link:
    site = CareerSite.at(url)
    return Link(site.api + "/jobs", "list", body=Question.of_address(url).body()) if site else Link(url, "list")


def _links(page: Page, data: dict[str, Any]) -> tuple[Link, ...]:
    site = CareerSite.at(page.url)
    if site is None:
        return ()
    paths = [path for item in objects_at(data, "jobPostings") if (path := text_at(item, "externalPath"))]
    details = [Link(site.api + path, "detail", native_id=_id_in(path)) for path in paths if path.startswith("/")]
    # Only the first page says how many there are; later ones say 0.
    following = Question.posted(page.sent).after(len(paths), number_at(data, "total") or None)
    return (*details, Link(site.api + "/jobs", "list", body=following.body())) if following else tuple(details)


def _draft(page: Page, data: dict[str, Any]) -> Draft:
    info = dig(data, "jobPostingInfo")
    url = absolute(page, text_at(info, "externalUrl")) or page.url
    return Draft(
        url=url,
        title=html_to_text(text_at(info, "title") or ""),
        text=sections([(None, text_at(info, "jobDescription"))]),
        native_id=_id_in(url) or text_at(info, "jobReqId"),
        hiring_organization=text_at(data, "hiringOrganization", "name"),
        job_location=places([text_at(info, "location"), *texts_at(info, "additionalLocations")]),
        employment_type=text_at(info, "timeType"),
        date_posted=machine_date(dig(info, "startDate")),
        valid_through=machine_date(dig(info, "endDate")),
    )


def _id_in(url: str) -> str | None:
    """`JR-7309-1` in `/job/Hobart-TAS/Quality-Specialist_JR-7309-1`: the part of an address that a new title does not change."""
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2]
    return last.rpartition("_")[2] if "_" in last else None


PLATFORM = Workday()
