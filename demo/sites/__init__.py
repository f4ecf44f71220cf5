"""The sites of the demo web: each shape is a pure function of a site and a request."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from demo.sites.answers import Answer, Request, not_found, page, text
from demo.sites.channel import channel
from demo.sites.feed import feed
from demo.sites.list_board import list_board
from demo.sites.script_board import script_board
from demo.sites.sitemap_board import sitemap_board
from demo.sites.traps import sprung
from demo.web import Shape, Site

_SHAPES: Mapping[Shape, Callable[[Site, Request], Answer | None]] = {
    "sitemap_board": sitemap_board,
    "list_board": list_board,
    "feed": feed,
    "channel": channel,
    "script_board": script_board,
}


def answer(site: Site, request: Request) -> Answer:
    """What the site answers, as it stands on its day."""
    if request.path == "/robots.txt":
        return text(site.robots)
    if site.guarded:
        return page("challenge.html", site=site)
    return sprung(site, request) or _SHAPES[site.shape](site, request) or not_found(site)
