"""An Instagram post, or a profile with its posts, that a person saved: what the caption says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, ClassVar
from urllib.parse import urlsplit

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.dates import machine_date, unix_date
from spiders.reading.json_page import dig, text_at
from spiders.reading.posted import each_once
from spiders.reading.script_objects import script_objects
from spiders.reading.select import first_text, root_of

_HOST = regex.compile(r"(?:[\w-]+\.)*instagram\.com")
_POST = regex.compile(r"/(?:[\w.]{1,40}/)?(?:p|reel|tv)/([\w-]{5,40})")
# The caption is the page's headline; its title says "<name> on Instagram: "<caption>"" in the reader's language.
_CAPTION = "main h1, article h1"
_TIME = "main time::attr(datetime), article time::attr(datetime)"


class InstagramSaved:
    """Instagram is not crawled: its terms and its log-in forbid it. What a person lawfully saved is read, and nothing fetched."""

    name: ClassVar[str] = "instagram_saved"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """A page of instagram.com with a captioned post on it."""
        return _HOST.fullmatch(urlsplit(page.url).hostname or "") is not None and bool(_drafts(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every page
        """One posting a post with a caption."""
        return ParsedPage(drafts=_drafts(page))


def _drafts(page: Page) -> tuple[Draft, ...]:
    return each_once(chain(_from_data(page), _from_markup(page)))


def _from_data(page: Page) -> Iterator[Draft]:
    for mark in ('"caption"', '"edge_media_to_caption"'):
        for item in script_objects(page, mark):
            if code := text_at(item, "code") or text_at(item, "shortcode"):
                yield _draft(code, _caption(item), unix_date(item.get("taken_at") or item.get("taken_at_timestamp")))


def _caption(item: dict[str, Any]) -> str:
    """As the API of today has it, and as the pages until 2022 had it."""
    return text_at(item, "caption", "text") or text_at(dig(item, "edge_media_to_caption", "edges", 0, "node"), "text") or ""


def _from_markup(page: Page) -> Iterator[Draft]:
    """A page without its scripts, as MHTML and SingleFile keep it: the one post of its address."""
    if post := _POST.match(urlsplit(page.url).path):
        root = root_of(page)
        yield _draft(post[1], first_text(root, _CAPTION) or "", machine_date(first_text(root, _TIME)))


def _draft(code: str, text: str, date: Any) -> Draft:
    return Draft(url=f"https://www.instagram.com/p/{code}/", text=text, native_id=code, date_posted=date)


PLATFORM = InstagramSaved()
