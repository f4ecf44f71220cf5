"""Vanilla Forums 2 and later in its own markup: lists of discussions, and a discussion with the comments on it."""

from __future__ import annotations

from typing import ClassVar

import regex

from spiders.reading.forum import Forum, ForumMarkup


class Vanilla(Forum):
    """`start` names lists (`/discussions`, `/categories/jobs`) or long discussions (`/discussion/34/jobs-here`)."""

    name: ClassVar[str] = "vanilla"
    markup: ClassVar[ForumMarkup] = ForumMarkup(
        marks=(b"/applications/vanilla/", b"gdn.meta"),
        threads=".Discussion > a.Title[href], .Title > a[href*='/discussion/']",
        following=("link[rel='next']::attr(href)", ".Pager a.Next::attr(href)"),
        page_number=(".Pager .Highlight",),
        subject=(".PageTitle h1", "h1", "h2"),
        post="[id^='Discussion_'], [id^='Comment_']",
        # A discussion and a comment may have one number.
        post_id=regex.compile(r"((?:Discussion|Comment)_\d{1,18})"),
        title=None,
        words=".Message",
        left_out=".UserQuote, blockquote.Quote:has(.QuoteAuthor), .js-embed[data-embedjson]",
        times=("time::attr(datetime)", ".DateCreated"),
        permalink=("a.Permalink::attr(href)", ".DateCreated a::attr(href)"),
    )


PLATFORM = Vanilla()
