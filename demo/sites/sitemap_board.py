"""A board whose sitemap names every advert, each with schema.org JobPosting as JSON-LD."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from demo.sites.answers import Answer, Request, page, withdrawn
from demo.web import Advert, Site


def sitemap_board(site: Site, request: Request) -> Answer | None:
    """`/` for people, `/sitemap.xml`, `/jobs/<id>`."""
    if request.path == "/":
        return page("sitemap_board/home.html", site=site)
    if request.path == "/sitemap.xml":
        return page("sitemap_board/sitemap.xml", content_type="application/xml", site=site)
    advert = site.advert(request.path.removeprefix("/jobs/"))
    if advert is None:
        return None
    if advert.id in site.withdrawn:
        return withdrawn(site)
    described = paragraphs(advert)
    return page("sitemap_board/job.html", site=site, advert=advert, described=described, json_ld=_json_ld(advert, described))


def paragraphs(advert: Advert) -> Markup:
    """The text as HTML, one paragraph a line, and whatever the poster smuggled in."""
    lines = Markup("\n").join(Markup("<p>{}</p>").format(line) for line in advert.text.splitlines())
    # This board trusts its posters: that is the point of the hostile advert.
    return lines + Markup(advert.smuggled or "")  # noqa: S704 - see above


def _json_ld(advert: Advert, described: Markup) -> Markup:
    fields: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": advert.title,
        "description": str(described),
        "identifier": {"@type": "PropertyValue", "name": "advert", "value": advert.id},
        "datePosted": advert.posted.isoformat(),
        "validThrough": advert.closes.isoformat() if advert.closes else None,
        "employmentType": advert.employment,
        "hiringOrganization": {"@type": "Organization", "name": advert.employer} if advert.employer else None,
        "jobLocation": {"@type": "Place", "address": advert.place} if advert.place else None,
        "baseSalary": advert.pay,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    # `</script>` within the JSON would end the element that holds it.
    return Markup(json.dumps(given, ensure_ascii=False, indent=1).replace("<", "\\u003c"))  # noqa: S704 - escaped here
