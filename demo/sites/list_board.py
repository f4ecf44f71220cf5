"""A board of list pages that link to a page for each advert."""

from __future__ import annotations

from demo.sites.answers import Answer, Request, page, withdrawn
from demo.web import Site


def list_board(site: Site, request: Request) -> Answer | None:
    """`/` for people, `/jobs?page=N`, `/jobs/<id>.html`; both in the site's layout."""
    if request.path in {"/", "/jobs"}:
        return _list(site, int(request.query.get("page", "1")))
    advert = site.advert(request.path.removeprefix("/jobs/").removesuffix(".html"))
    if advert is None:
        return None
    if advert.id in site.withdrawn:
        return withdrawn(site)
    return page(f"list_board/{site.layout}/job.html", site=site, advert=advert)


def _list(site: Site, number: int) -> Answer | None:
    first = (number - 1) * site.per_page
    adverts = site.shown[first : first + site.per_page]
    if not adverts:
        return None
    more = len(site.shown) > first + site.per_page
    return page(f"list_board/{site.layout}/list.html", site=site, adverts=adverts, number=number, more=more)
