"""A TikTok video's page, or a list of videos, that a person saved: what its description says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any, ClassVar
from urllib.parse import urlsplit

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Draft, Page, ParsedPage
from spiders.reading.dates import unix_date
from spiders.reading.json_page import number_at, text_at
from spiders.reading.posted import each_once
from spiders.reading.script_objects import script_objects
from spiders.reading.select import all_text, root_of

_HOST = regex.compile(r"(?:[\w-]+\.)*tiktok\.com")
_VIDEO = regex.compile(r"/@([\w.]{1,40})/(?:video|photo)/(\d{8,25})")
_TEXT = "[data-e2e=browse-video-desc], [data-e2e=video-desc]"


class TiktokSaved:
    """TikTok is not crawled: its terms and its walls forbid it. What a person lawfully saved is read, and nothing fetched."""

    name: ClassVar[str] = "tiktok_saved"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """A page of tiktok.com with a video on it."""
        return _HOST.fullmatch(urlsplit(page.url).hostname or "") is not None and bool(_drafts(page))

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every page
        """One posting a video with a description."""
        return ParsedPage(drafts=_drafts(page))


def _drafts(page: Page) -> tuple[Draft, ...]:
    return each_once(chain(_from_data(page), _from_markup(page)))


def _from_data(page: Page) -> Iterator[Draft]:
    for item in script_objects(page, '"createTime"'):
        number, author = text_at(item, "id"), _author(item)
        # Sounds and tags have a description, too; only a video has a time and an author.
        if number and number.isdigit() and author and "desc" in item and (created := number_at(item, "createTime")):
            yield _draft(author, number, text_at(item, "desc") or "", created)


def _author(item: dict[str, Any]) -> str | None:
    return text_at(item, "author", "uniqueId") or text_at(item, "author")


def _from_markup(page: Page) -> Iterator[Draft]:
    """A page without its scripts, as MHTML and SingleFile keep it: the one video of its address."""
    if video := _VIDEO.match(urlsplit(page.url).path):
        yield _draft(video[1], video[2], all_text(root_of(page), _TEXT), None)


def _draft(author: str, number: str, text: str, created: int | None) -> Draft:
    url = f"https://www.tiktok.com/@{author}/video/{number}"
    return Draft(url=url, text=text, native_id=number, date_posted=unix_date(created))


PLATFORM = TiktokSaved()
