"""RSS, Atom and JSON Feed, whose items hold the postings whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.answers import JsonAnswer
from spiders.reading.json_feed import is_json_feed, read_json_feed
from spiders.reading.json_page import json_of
from spiders.reading.paging import next_page
from spiders.reading.xml_feed import is_xml_feed, read_xml_feed


class Feed:
    """`start` names feeds. Where titles hold more than the title, `title_pattern` takes them apart.

    A feed that names its next page leads to it; one that has pages without saying so (`?paged=2`) needs `paging: {by: page}`.
    """

    name: ClassVar[str] = "feed"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """An RSS, RDF or Atom root element, or JSON that says it is a JSON Feed."""
        return is_xml_feed(page) or is_json_feed(page)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """One posting an item; the next page of a paged feed as a list link."""
        if is_xml_feed(page):
            parsed = read_xml_feed(page)
        elif is_json_feed(page):
            parsed = read_json_feed(page)
        else:
            return ParsedPage()
        if source and source.paging and not parsed.links:
            onward = next_page(page, source.paging, len(parsed.drafts), JsonAnswer(json_of(page)))
            parsed = replace(parsed, links=onward)
        if source and source.title_pattern:
            split = _splitter(source.title_pattern)
            parsed = replace(parsed, drafts=tuple(map(split, parsed.drafts)))
        return parsed


def _splitter(pattern: str) -> Callable[[Draft], Draft]:
    expression = regex.compile(pattern)

    def split(draft: Draft) -> Draft:
        # A pattern from a YAML file meets a title from the web: it gets a tenth of a second.
        try:
            match = expression.fullmatch(draft.title, timeout=0.1)
        except TimeoutError:
            return draft
        named: dict[str, Any] = {name: text for name, text in match.groupdict().items() if text} if match else {}
        return replace(draft, **named)

    return split


PLATFORM = Feed()
