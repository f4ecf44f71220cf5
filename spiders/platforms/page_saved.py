"""Any saved page as one posting: its headline and its main text. For pages that no other platform reads."""

from __future__ import annotations

from typing import ClassVar

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.main_text import main_text
from spiders.reading.markup import decode
from spiders.reading.select import first_text, root_of

_HEADLINES = ("meta[property='og:title']::attr(content)", "h1", "title")


class PageSaved:
    """For `compoundwatch import --platform page_saved`: a person has looked at the page and says that it is an advert.

    It is never guessed, since every page would be one.
    """

    name: ClassVar[str] = "page_saved"
    kind: ClassVar[Kind] = "site"

    def recognises(self, page: Page) -> bool:  # noqa: ARG002 - a person decides
        """Never."""
        return False

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every page
        """One posting, none where the page has no words."""
        text = main_text(decode(page), page.url)
        root = root_of(page)
        title = next(filter(None, (first_text(root, selector) for selector in _HEADLINES)), "")
        return ParsedPage(drafts=(Draft(url=page.url, title=title, text=text),) if text else ())


PLATFORM = PageSaved()
