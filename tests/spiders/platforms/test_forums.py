"""Older makes of the same forums, second pages of threads, and pages that no forum made."""

from __future__ import annotations

import pytest

from spiders.page import Page, ParsedPage
from spiders.platforms import load_platform

XENFORO_1_BOARD = b"""<html id="XenForo"><base href="https://old.example/"><ol class="discussionListItems">
<li class="discussionListItem" id="thread-5"><div class="titleText"><h3 class="title">
<a href="forums/jobs.1/?prefix_id=2" class="prefixLink">Hiring</a>
<a href="threads/typists.5/" class="PreviewTooltip">Typists</a></h3>
<div class="secondRow"><span class="itemPageNav"><span>...</span><a href="threads/typists.5/page-2">2</a>
<a href="threads/typists.5/page-3">3</a></span></div></div></li></ol></html>"""
XENFORO_1_THREAD = b"""<html id="XenForo"><base href="https://old.example/"><div class="titleBar"><h1>Typists</h1></div>
<ol class="messageList"><li id="post-70" class="message"><div class="messageContent"><article>
<blockquote class="messageText ugc baseHtml">Type all day</blockquote></article></div><div class="messageMeta">
<a href="threads/typists.5/" class="item muted datePermalink"><abbr class="DateTime" data-time="1772507106">Tuesday</abbr></a>
</div></li></ol></html>"""
PHPBB_30_THREAD = b"""<body id="phpbb"><div id="page-body"><h2><a href="./viewtopic.php?f=2&amp;t=5&amp;sid=aa">Typists</a></h2>
<div class="topic-actions"><div class="pagination">11 posts &bull;
<a href="#">Page <strong>2</strong> of <strong>3</strong></a> &bull;
<span><a href="./viewtopic.php?f=2&amp;t=5&amp;sid=aa">1</a><span class="page-sep">, </span><strong>2</strong>
<span class="page-sep">, </span><a href="./viewtopic.php?f=2&amp;t=5&amp;sid=aa&amp;start=20">3</a></span></div></div>
<div id="p90" class="post bg2"><div class="postbody"><h3 class="first"><a href="#p90">Re: Typists</a></h3>
<p class="author"><a href="./viewtopic.php?p=90&amp;sid=aa#p90"></a>by <strong>Noor</strong> &raquo; Tue Mar 03, 2026 10:05 am</p>
<div class="content">We hire too</div></div></div></div>
<div id="page-footer"><ul><li class="rightside">All times are UTC + 7 hours </li></ul>Powered by phpBB</div>"""
DISCUZ_7_BOARD = """<meta http-equiv="Content-Type" content="text/html; charset=big5"><table><tbody id="normalthread_9"><tr><th>
<span id="thread_9"><a href="viewthread.php?tid=9&amp;extra=page%3D1">招聘</a></span>
<span class="threadpages">...<a href="viewthread.php?tid=9&amp;extra=page%3D1&amp;page=2">2</a></span></th></tr></tbody></table>
<div class="pages"><strong>1</strong><a href="forumdisplay.php?fid=3&amp;page=2">2</a>
<a href="forumdisplay.php?fid=3&amp;page=2" class="next">下一頁</a></div>""".encode("big5")
DISCUZ_7_THREAD = """<meta http-equiv="Content-Type" content="text/html; charset=big5">
<div id="threadtitle"><h1>招聘打字員</h1></div>
<div id="postlist"><div id="post_31"><em id="authorposton31">發表於 2026-3-3 10:05</em>
<table><tr><td class="t_msgfont" id="postmessage_31">包吃住</td></tr></table></div></div>""".encode("big5")


def parsed(platform: str, url: str, body: bytes) -> ParsedPage:
    return load_platform(platform).parse(Page(url, body), None)


@pytest.mark.parametrize(
    ("platform", "url", "body", "links"),
    [
        ("xenforo", "https://old.example/forums/jobs.1/", XENFORO_1_BOARD, ["threads/typists.5/", "threads/typists.5/page-3"]),
        (
            "discuz",
            "https://old.example/forumdisplay.php?fid=3",
            DISCUZ_7_BOARD,
            ["viewthread.php?tid=9", "viewthread.php?tid=9&page=2", "forumdisplay.php?fid=3&page=2"],
        ),
    ],
)
def test_an_older_board(platform: str, url: str, body: bytes, links: list[str]) -> None:
    found = [link.url.removeprefix("https://old.example/") for link in parsed(platform, url, body).links]

    assert found == links


@pytest.mark.parametrize(
    ("platform", "body", "title", "text", "posted"),
    [
        ("xenforo", XENFORO_1_THREAD, "Typists", "Type all day", "2026-03-03 03:05:06+00:00"),
        ("phpbb", PHPBB_30_THREAD, "", "We hire too", "2026-03-03 03:05:00+00:00"),
        ("discuz", DISCUZ_7_THREAD, "招聘打字員", "包吃住", "2026-03-03 10:05:00+00:00"),
    ],
)
def test_an_older_thread(platform: str, body: bytes, title: str, text: str, posted: str) -> None:
    drafts = parsed(platform, "https://old.example/t/5", body).drafts

    assert [(draft.title, draft.text, str(draft.date_posted)) for draft in drafts] == [(title, text, posted)]


def test_a_further_page_of_a_thread_leads_on_without_the_session() -> None:
    links = parsed("phpbb", "https://old.example/viewtopic.php?f=2&t=5&start=10", PHPBB_30_THREAD).links

    assert [(link.url, link.role) for link in links] == [("https://old.example/viewtopic.php?f=2&t=5&start=20", "list")]


def test_a_page_that_names_itself_as_the_next_ends_there() -> None:
    body = b'<html id="XF"><link rel="next" href="/forums/jobs.1/">'

    assert parsed("xenforo", "https://a.example/forums/jobs.1/", body) == ParsedPage()


@pytest.mark.parametrize("platform", ["xenforo", "phpbb", "discuz", "vbulletin", "smf", "vanilla"])
@pytest.mark.parametrize("body", [b"", b"<p>phpBB, XenForo and Discuz! compared</p>", b'<div class="post" id="p1">phpBB'])
def test_a_page_of_no_forum_holds_nothing(platform: str, body: bytes) -> None:
    assert parsed(platform, "https://a.example/", body) == ParsedPage()


@pytest.mark.parametrize(
    ("platform", "post"),
    [
        (
            "xenforo",
            '<html id="XF"><article class="message--post" id="js-post-{}"><div class="message-body"><div class="bbWrapper">w',
        ),
        ("phpbb", '<!-- phpBB --><div class="post" id="p{}"><div class="postbody"><div class="content">w'),
        ("discuz", '<div id="post_{0}"><div id="postmessage_{0}">w'),
        ("vbulletin", '<html id="vbulletin_html"><ol><li class="postcontainer" id="post_{0}"><div id="post_message_{0}">w'),
        ("smf", '<!-- smf_scripturl --><div class="post_wrapper"><div class="inner" id="msg_{}">w'),
        ("vanilla", '<!-- gdn.meta --><div id="Comment_{}"><div class="Message">w'),
    ],
)
def test_posts_within_a_post_are_a_part_of_it(platform: str, post: str) -> None:
    body = "".join(post.format(number) for number in range(1, 9_000)).encode()

    assert len(parsed(platform, "https://a.example/t", body).drafts) == 1
