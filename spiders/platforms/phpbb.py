"""phpBB 3 in the markup of its own style, prosilver, from which most others are made."""

from __future__ import annotations

from typing import ClassVar

import regex

from spiders.reading.forum import Forum, ForumMarkup


class Phpbb(Forum):
    """`start` names boards (`viewforum.php?f=12`) or long threads (`viewtopic.php?t=34`)."""

    name: ClassVar[str] = "phpbb"
    markup: ClassVar[ForumMarkup] = ForumMarkup(
        marks=(b"phpBB", b"phpbb"),
        threads="a.topictitle[href], .list-inner > .pagination li:last-child > a, strong.pagination > span > a:last-child",
        following=(
            "link[rel='next']::attr(href)",
            "a[rel='next']::attr(href)",
            ".pagination li.next a::attr(href)",
            ".pagination li.active + li a::attr(href)",
            ".pagination > span > strong + .page-sep + a::attr(href)",
            "a.right-box.right::attr(href)",
        ),
        page_number=(
            ".action-bar .pagination li.active",
            ".topic-actions .pagination li.active",
            ".topic-actions .pagination > a > strong:first-child",
        ),
        subject=("h2.topic-title", "#page-body > h2", "#page-body h2 a"),
        post="div.post[id^='p']",
        post_id=regex.compile(r"p(\d{1,18})"),
        title=".postbody h3",
        words=".postbody .content",
        left_out="blockquote:not(.uncited):has(cite), .codebox > p, .signature, .notice",
        times=("p.author time::attr(datetime)", "p.author"),
        permalink=("p.author a[href*='viewtopic.php']::attr(href)", "p.author a[href*='#p']::attr(href)", "h3 a::attr(href)"),
        clock="#page-footer li.rightside, .nav-footer li.rightside, .copyright .clock",
        passing=("sid",),
    )


PLATFORM = Phpbb()
