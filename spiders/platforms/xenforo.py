"""XenForo, of 2.x and of 1.x: boards of threads, and the posts of a thread."""

from __future__ import annotations

from typing import ClassVar

import regex

from spiders.reading.forum import Forum, ForumMarkup


class Xenforo(Forum):
    """`start` names boards (`/forums/jobs.12/`) or long threads (`/threads/jobs-here.34/`)."""

    name: ClassVar[str] = "xenforo"
    markup: ClassVar[ForumMarkup] = ForumMarkup(
        marks=(b'id="XF"', b'id="XenForo"', b"structItem--thread", b"message--post"),
        threads=(
            ".structItem-title > a[href]:not(.labelLink):not([href*='prefix_id=']), .structItem-pageJump > a:last-child, "
            ".titleText > h3.title > a[href]:not(.prefixLink), .itemPageNav > a:last-child"
        ),
        following=(
            "link[rel='next']::attr(href)",
            "a.pageNav-jump--next::attr(href)",
            ".PageNav nav a.text:last-child::attr(href)",
        ),
        page_number=(".pageNav-page--current", ".PageNav::attr(data-page)"),
        subject=("h1.p-title-value", "meta[property='og:title']::attr(content)", ".titleBar h1"),
        post="article.message--post, li.message[id^='post-']",
        post_id=regex.compile(r"(?:js-)?post-(\d{1,18})"),
        title=None,
        words=".message-body .bbWrapper, .message-fields, .message-content article .bbWrapper, .messageText",
        left_out=(
            "blockquote.bbCodeBlock--quote[data-source*=':'], .bbCodeQuote[data-author], .messageTextEndMarker, "
            ".js-selectToQuoteEnd, .bbCodeBlock-expandLink, .quoteExpand"
        ),
        times=(
            ".message-attribution time::attr(datetime)",
            ".datePermalink .DateTime::attr(data-time)",
            ".datePermalink .DateTime::attr(title)",
            ".datePermalink .DateTime",
        ),
        permalink=(
            ".message-attribution a[href*='post-']::attr(href)",
            ".message-attribution a[href*='/posts/']::attr(href)",
            ".datePermalink::attr(href)",
        ),
    )


PLATFORM = Xenforo()
