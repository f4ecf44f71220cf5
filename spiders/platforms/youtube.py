"""The Atom feed of a YouTube channel or playlist: its fifteen newest videos, each with its whole description."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind
from spiders.page import Page, ParsedPage
from spiders.reading.xml_feed import is_xml_feed, read_xml_feed

_MARK = b"youtube.com/xml/schemas/"
_VIDEO = regex.compile(r"yt:video:([\w-]{6,20})")


class Youtube:
    """`start` names feeds: `https://www.youtube.com/feeds/videos.xml?channel_id=UC…` or `?playlist_id=PL…`.

    Every video has the address of its watch page, also a short one, which the feed links by another.
    """

    name: ClassVar[str] = "youtube"
    kind: ClassVar[Kind] = "social"

    def recognises(self, page: Page) -> bool:
        """A feed in YouTube's own namespace."""
        return _MARK in page.body and is_xml_feed(page)

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:  # noqa: ARG002 - the same for every channel
        """One posting a video, newest first as in the feed. The feed has no further pages."""
        if not self.recognises(page):
            return ParsedPage()
        found = ((draft, _VIDEO.fullmatch(draft.native_id or "")) for draft in read_xml_feed(page).drafts)
        videos = ((draft, video[1]) for draft, video in found if video)
        return ParsedPage(drafts=tuple(replace(draft, url=f"https://www.youtube.com/watch?v={video}") for draft, video in videos))


PLATFORM = Youtube()
