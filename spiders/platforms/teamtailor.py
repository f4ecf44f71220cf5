"""Teamtailor's career sites: a JSON Feed whose items hold a schema.org JobPosting besides."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Link, Page, ParsedPage
from spiders.reading.job_posting import draft_of
from spiders.reading.json_feed import is_json_feed
from spiders.reading.json_page import dig, json_of, objects_at, text_at
from spiders.reading.markup import absolute

_MARK = b'"_jobposting"'


class Teamtailor:
    """`start` names career sites: https://<company>.teamtailor.com/jobs.json (their own domain where they have one)."""

    name: ClassVar[str] = "teamtailor"
    kind: ClassVar[Kind] = "job"

    def recognises(self, page: Page) -> bool:
        """A JSON Feed of job postings."""
        return _MARK in page.body and is_json_feed(page)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every site
        """One posting an item, and the next page where the feed names one."""
        data = json_of(page)
        drafts = (_draft(page, item) for item in objects_at(data, "items") if isinstance(dig(item, "_jobposting"), dict))
        following = absolute(page, text_at(data, "next_url"))
        return ParsedPage(
            tuple(draft for draft in drafts if draft.native_id and (draft.title or draft.text)),
            (Link(following, "list"),) if following and following != page.url else (),
        )


def _draft(page: Page, item: dict[str, object]) -> Draft:
    url = absolute(page, text_at(item, "url"))
    stated = draft_of(item["_jobposting"], url or page.url)  # type: ignore[arg-type]  # parse has seen that it is an object
    return replace(stated, native_id=text_at(item, "id") or url)


PLATFORM = Teamtailor()
