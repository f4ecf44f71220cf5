"""Pages of WordPress's job plug-ins, by the classes that the plug-ins and not the themes give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex
from parsel import Selector

from compoundwatch.config.sources import SelectConfig
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.advert import places
from spiders.reading.dates import printed_date
from spiders.reading.job_posting import draft_of
from spiders.reading.select import all_text, first_text, links, root_of, select
from spiders.reading.structured import job_postings


@dataclass(frozen=True, slots=True)
class _Plugin:
    """Where one plug-in prints what; `mark` is what only its adverts have."""

    mark: str
    select: SelectConfig


# Titles are the theme's to print, and some print none but the page's.
_TITLES = ("h1.entry-title", "h1", "//head/title/text()")
_PLUGINS = (
    _Plugin(
        ".single_job_listing",
        SelectConfig(
            title="h1.entry-title",
            text=".single_job_listing .job_description, .single_job_listing .application_details",
            hiring_organization=".single_job_listing .company strong",
            job_location=".job-listing-meta .location",
            base_salary=".job-listing-meta .salary, .job-listing-meta .wpjmef-field-salary",
            employment_type=".job-listing-meta .job-type",
            date_posted=".job-listing-meta .date-posted time::attr(datetime)",
            valid_through=".job-listing-meta .application-deadline time::attr(datetime)",
        ),
    ),
    _Plugin(
        ".awsm-job-entry-content",
        SelectConfig(
            title=".awsm-jobs-single-title, .awsm-job-single-title",
            text=".awsm-job-entry-content",
            job_location=".awsm-job-specification-job-location .awsm-job-specification-term",
            employment_type=".awsm-job-specification-job-type .awsm-job-specification-term",
        ),
    ),
    _Plugin(
        ".sjb-detail, .sjb-page form.jobpost-form",
        SelectConfig(
            title=".sjb-detail .job-info .job-title",
            text=".sjb-page .job-description, .sjb-page .job-features",
            hiring_organization=".sjb-detail .company-name",
            job_location=".sjb-detail .job-location",
            employment_type=".sjb-detail .job-type",
            date_posted=".sjb-detail .job-date",
        ),
    ),
)
_LIST = SelectConfig(
    link="li.job_listing > a, li.job_listing :is(h2, h3, h4) a, "
    ".awsm-job-listing-item .awsm-job-post-title a, a.awsm-job-item, .sjb-listing .job-info h4 a",
    next=".job-manager-pagination a.next, .sjb-page a.next, a.next.page-numbers, link[rel=next]",
)
_STATED = ("title", "hiring_organization", "job_location", "base_salary", "date_posted", "valid_through")
_NUMBER = regex.compile(r"\bpostid-(\d{1,12})\b")


def is_advert(page: Page) -> bool:
    """Whether one advert of a plug-in fills the page."""
    return any(mark in page.body for mark in (b"single_job_listing", b"awsm-job-entry-content", b"sjb-")) and bool(
        _plugin(root_of(page))
    )


def is_list(page: Page) -> bool:
    """Whether the page links to adverts as a plug-in lists them."""
    marked = any(mark in page.body for mark in (b"job_listing", b"awsm-job", b"sjb-listing"))
    return marked and any(link.role == "detail" for link in read_list(page).links)


def read_list(page: Page) -> ParsedPage:
    """Links to the adverts, and to the next page of the list where there are adverts at all."""
    found = links(page, root_of(page), _LIST)
    return ParsedPage(links=found if any(link.role == "detail" for link in found) else ())


def read_advert(page: Page, languages: Sequence[str]) -> Draft:
    """The advert as the plug-in prints it. What it says in schema.org besides goes before."""
    root = root_of(page)
    plugin = _plugin(root)
    printed = _printed(page, root, plugin.select, languages) if plugin else Draft(url=page.url, native_id=_number(root))
    stated = next((draft_of(item, page.url) for item in job_postings(page)[:1]), None)
    if stated is None:
        return printed
    merged = {field: getattr(stated, field) or getattr(printed, field) for field in _STATED}
    # The printed text also tells how to apply, and the printed type is in the site's own words.
    kind = printed.employment_type or stated.employment_type
    return replace(printed, text=printed.text or stated.text, employment_type=kind, **merged)


def _plugin(root: Selector) -> _Plugin | None:
    return next((plugin for plugin in _PLUGINS if root.css(plugin.mark)), None)


def _printed(page: Page, root: Selector, wanted: SelectConfig, languages: Sequence[str]) -> Draft:
    return Draft(
        url=page.url,
        title=next(filter(None, (first_text(root, selector) for selector in (wanted.title, *_TITLES))), ""),
        text=all_text(root, wanted.text),
        native_id=_number(root),
        hiring_organization=first_text(root, wanted.hiring_organization),
        job_location=_several(root, wanted.job_location),
        base_salary=first_text(root, wanted.base_salary),
        employment_type=_several(root, wanted.employment_type),
        date_posted=printed_date(first_text(root, wanted.date_posted) or "", languages),
        valid_through=printed_date(first_text(root, wanted.valid_through) or "", languages),
    )


def _number(root: Selector) -> str | None:
    """The post's number, by which the REST route knows it."""
    found = _NUMBER.search(root.css("body").attrib.get("class", ""))
    return found[1] if found else None


def _several(root: Selector, selector: str | None) -> str | None:
    return places(first_text(found, "./self::*") for found in select(root, selector)[:50]) if selector else None
