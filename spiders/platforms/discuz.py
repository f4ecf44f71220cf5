"""Discuz! X and 7: the forum of Chinese speakers abroad. Its older boards are in GBK and its Taiwanese ones in Big5."""

from __future__ import annotations

from typing import ClassVar

import regex

from spiders.reading.forum import Forum, ForumMarkup


class Discuz(Forum):
    """`start` names boards (`forum-12-1.html`, `forum.php?mod=forumdisplay&fid=12`), the guide to new threads, or long threads.

    The fields of a typed thread (place, pay, whom to ask) stand in a table above its words and are read with them. What a
    forum hides until one answers stays hidden.
    """

    name: ClassVar[str] = "discuz"
    markup: ClassVar[ForumMarkup] = ForumMarkup(
        marks=(b'id="postmessage_', b'id="normalthread_', b'id="stickthread_'),
        threads="a.xst[href], .tps > a:last-child, span[id^='thread_'] > a[href], .threadpages > a:last-child",
        following=("link[rel='next']::attr(href)", ".pg a.nxt::attr(href)", ".pages a.next::attr(href)"),
        page_number=("#pgt .pg > strong", ".pg > strong", ".pages > strong"),
        subject=("#thread_subject", "#threadtitle h1", "h1"),
        post="div[id^='post_']",
        post_id=regex.compile(r"post_(\d{1,18})"),
        title=None,
        words=".typeoption, [id^='postmessage_']",
        left_out=(
            ".quote:has(a[href*='findpost']), .quote:has(a[href*='redirect']), .pstatus, .jammer, .locked, .aimg_tip, "
            ".attach_nopermission, ignore_js_op .tip, .blockcode em, .attach_popup"
        ),
        times=(
            "[id^='authorposton'] span::attr(title)",
            "[id^='authorposton']",
        ),
        permalink=("a[id^='postnum'][href*='findpost']::attr(href)", "a[id^='postnum']::attr(href)"),
        clock="#flk, #frt, #footlink, #footer",
        passing=("sid", "extra", "mobile", "fromuid"),
    )


PLATFORM = Discuz()
