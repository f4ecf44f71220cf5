"""Boards read by the selectors in their YAML. With `fetch: browser` the same selectors read what the scripts have drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import ClassVar

import regex
from parsel import Selector

from compoundwatch.config import SourceConfig
from compoundwatch.errors import UsageError
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.answers import HtmlAnswer
from spiders.reading.dates import printed_date
from spiders.reading.json_page import json_of
from spiders.reading.json_select import find, texts
from spiders.reading.markup import absolute
from spiders.reading.paging import next_page
from spiders.reading.select import all_text, first_text, links, root_of, select

_MOST_ITEMS = 1_000


class Css:
    """Either `select.item` finds whole postings on the list page, or `select.link` the links to their own pages.

    A page with such links is a list. Where adverts link to each other, `detail` (an expression that their URLs match)
    tells the two apart. Where "load more" is answered in JSON, `select.html` says where in it the markup stands.
    """

    name: ClassVar[str] = "css"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:  # noqa: ARG002 - without selectors no page can be read
        """Never: the selectors are the source's."""
        return False

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """Postings and links of one page. Raises UsageError without a source."""
        if source is None:
            raise UsageError("the platform css needs a source, because the selectors stand in its YAML")
        page = _with_markup(page, source.select.html)
        root = root_of(page)
        if source.detail and regex.search(source.detail, page.url):
            return ParsedPage(drafts=tuple(_drafts(page, [root], source)))
        found = links(page, root, source.select)
        items = select(root, source.select.item)[:_MOST_ITEMS] if source.select.item else []
        details = sum(link.role == "detail" for link in found)
        onward = next_page(page, source.paging, len(items) or details, HtmlAnswer(root))
        if not source.select.item and not details:
            items = [root]
        return ParsedPage(drafts=tuple(_drafts(page, items, source)), links=(*found, *onward))


def _with_markup(page: Page, expression: str | None) -> Page:
    """The page with the markup that its JSON holds; as it is where it is no JSON."""
    data = json_of(page) if expression else None
    if data is None:
        return page
    markup = "\n".join(texts(find(data, expression)))
    return replace(page, body=markup.encode(errors="replace"), headers={"content-type": "text/html; charset=utf-8"})


def _drafts(page: Page, nodes: Sequence[Selector], source: SourceConfig) -> Iterator[Draft]:
    for node in nodes:
        draft = _draft(page, node, source)
        # A headline alone is no advert, unless the board prints no more of it on its list.
        if draft.title and (draft.text or source.select.item):
            yield draft


def _draft(page: Page, node: Selector, source: SourceConfig) -> Draft:
    wanted = source.select
    return Draft(
        url=absolute(page, first_text(node, wanted.url)) or page.url,
        title=first_text(node, wanted.title) or "",
        text=all_text(node, wanted.text),
        native_id=first_text(node, wanted.native_id),
        hiring_organization=first_text(node, wanted.hiring_organization),
        job_location=first_text(node, wanted.job_location),
        base_salary=first_text(node, wanted.base_salary),
        employment_type=first_text(node, wanted.employment_type),
        date_posted=printed_date(first_text(node, wanted.date_posted) or "", source.languages),
        valid_through=printed_date(first_text(node, wanted.valid_through) or "", source.languages),
    )


PLATFORM = Css()
