"""Simple Machines Forum 2: boards of topics, and the posts of a topic."""

from __future__ import annotations

from typing import ClassVar

import regex

from spiders.reading.forum import Forum, ForumMarkup


class Smf(Forum):
    """`start` names boards (`index.php?board=12.0`) or long topics (`index.php?topic=34.0`)."""

    name: ClassVar[str] = "smf"
    markup: ClassVar[ForumMarkup] = ForumMarkup(
        marks=(b"smf_theme_url", b"smf_scripturl"),
        threads="span[id^='msg_'] > a[href], [id^='pages'] > a:last-child",
        following=(
            "link[rel='next']::attr(href)",
            ".pagelinks > strong + a.navPages::attr(href)",
            ".pagelinks > .current_page + a.nav_page::attr(href)",
        ),
        page_number=(".pagelinks > strong", ".pagelinks > .current_page"),
        subject=("#top_subject", "h5[id^='subject_']", ".display_title"),
        post="div.post_wrapper",
        post_id=regex.compile(r"msg_(\d{1,18})"),
        title="h5[id^='subject_'], .subject_title",
        words=".inner[id^='msg_']",
        left_out=".quoteheader:has(a), .quoteheader:has(a) + blockquote, blockquote:has(> cite > a), .codeheader",
        times=(".keyinfo .smalltext", ".postinfo .smalltext"),
        permalink=("h5[id^='subject_'] a::attr(href)", ".postinfo a.smalltext::attr(href)"),
        passing=("PHPSESSID",),
    )


PLATFORM = Smf()
