"""schema.org JobPosting, behind a sitemap or a list page: the shape that search engines ask boards for."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar
from urllib.parse import urlsplit

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.answers import HtmlAnswer
from spiders.reading.job_posting import draft_of, own_url
from spiders.reading.markup import absolute
from spiders.reading.paging import next_page
from spiders.reading.select import links, root_of
from spiders.reading.sitemap import is_sitemap, sitemap_links, unpacked
from spiders.reading.structured import has_job_posting, job_postings


class JsonLd:
    """`start` names sitemaps (then `detail` may choose among their URLs) or list pages (then `select.link` finds the adverts)."""

    name: ClassVar[str] = "json_ld"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A page with at least one JobPosting, or a sitemap."""
        return bool(job_postings(page)) or is_sitemap(unpacked(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """Each JobPosting of a page; the links of a sitemap or of a list page."""
        body = unpacked(page)
        if is_sitemap(body):
            return ParsedPage(links=sitemap_links(page, body, source))
        found = _links(page, source) if source else ()
        return ParsedPage(drafts=_drafts(page), links=found) if has_job_posting(page) else ParsedPage(links=found)


def _links(page: Page, source: SourceConfig) -> tuple[Link, ...]:
    if not (source.select.link or source.select.next or source.paging):
        return ()
    root = root_of(page)
    found = links(page, root, source.select)
    held = sum(link.role == "detail" for link in found) or len(job_postings(page))
    return (*found, *next_page(page, source.paging, held, HtmlAnswer(root)))


def _drafts(page: Page) -> tuple[Draft, ...]:
    items = job_postings(page)
    if len(items) == 1:
        # The address we asked for, not what the item claims: some boards give their home page there.
        found = [draft_of(items[0], page.url)]
    else:
        found = [_one_of_several(draft_of(item, _url(page, own_url(item))), page) for item in items]
    return tuple(draft for draft in found if draft.title or draft.text)


def _one_of_several(draft: Draft, page: Page) -> Draft:
    # Without an id or an address of its own, its title is all that tells it from the others.
    return draft if draft.native_id or draft.url != page.url else replace(draft, native_id=f"{page.url}#{draft.title}")


def _url(page: Page, printed: str | None) -> str:
    url = absolute(page, printed)
    return url if url and urlsplit(url).hostname == urlsplit(page.url).hostname else page.url


PLATFORM = JsonLd()
