"""The public preview of a Telegram channel: the newest posts, and older ones by `?before=`."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from demo.sites.answers import Answer, Request, page
from demo.web import Site

_HANDLE = re.compile(r"(?<![\w.])@([A-Za-z][A-Za-z0-9_]{4,31})")


def channel(site: Site, request: Request) -> Answer | None:
    """`/s/<channel>`, the posts of a page oldest first."""
    if request.path not in {"/", f"/s/{site.channel}"}:
        return None
    posts = sorted(site.shown, key=lambda post: int(post.id))
    before = int(request.query.get("before", "1000000"))
    older = [post for post in posts if int(post.id) < before]
    shown = older[-site.per_page :]
    more = len(older) > len(shown)
    return page("channel/preview.html", site=site, posts=shown, more=more, drawn=drawn)


def drawn(text: str) -> Markup:
    """A post's text as Telegram draws it: line breaks, and handles as links."""
    return Markup("<br/>").join(_with_links(line) for line in text.splitlines())


def _with_links(line: str) -> Markup:
    linked = _HANDLE.sub(r'<a href="https://t.me/\1" target="_blank">@\1</a>', str(escape(line)))
    return Markup(linked)  # noqa: S704 - the line was escaped before the links were put in
