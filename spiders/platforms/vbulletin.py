"""vBulletin 3 and 4: boards of threads, and the posts of a thread."""

from __future__ import annotations

from typing import ClassVar

import regex

from spiders.reading.forum import Forum, ForumMarkup


class Vbulletin(Forum):
    """`start` names boards (`forumdisplay.php?f=12`) or long threads (`showthread.php?t=34`)."""

    name: ClassVar[str] = "vbulletin"
    markup: ClassVar[ForumMarkup] = ForumMarkup(
        marks=(b"vbulletin", b"vBulletin"),
        threads=(
            "a[id^='thread_title_'][href], dl.pagination dd > span:last-child > a, "
            "td[id^='td_threadtitle_'] .smallfont > a:last-child"
        ),
        following=("link[rel='next']::attr(href)", "a[rel='next']::attr(href)"),
        page_number=(".pagination .selected", ".pagenav td.alt2 strong"),
        subject=("#pagetitle .threadtitle", ".navbar strong", "h1"),
        post="li.postcontainer[id^='post_'], table[id^='post']",
        post_id=regex.compile(r"post_?(\d{1,18})"),
        title=None,
        words="[id^='post_message_']",
        left_out=".bbcode_quote:has(.bbcode_postedby), .bbcode_description, .lastedited",
        times=(".postdate .date", "td.thead"),
        permalink=("a.postcounter::attr(href)", "a[id^='postcount']::attr(href)"),
        passing=("s",),
    )


PLATFORM = Vbulletin()
