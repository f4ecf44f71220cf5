"""An RSS feed that holds its items whole, and a page for each."""

from __future__ import annotations

from email.utils import format_datetime

from demo.sites.answers import Answer, Request, page
from demo.web import Site


def feed(site: Site, request: Request) -> Answer | None:
    """`/` for people, `/feed.xml`, `/items/<id>`."""
    if request.path == "/":
        return page("feed/home.html", site=site)
    if request.path == "/feed.xml":
        return page("feed/feed.xml", content_type="application/rss+xml; charset=utf-8", site=site, mail_date=format_datetime)
    advert = site.advert(request.path.removeprefix("/items/"))
    return page("feed/item.html", site=site, advert=advert) if advert else None
