"""A board that is empty until its script has asked for the adverts and drawn them."""

from __future__ import annotations

import json

from demo.sites.answers import Answer, Request, page
from demo.web import Site


def script_board(site: Site, request: Request) -> Answer | None:
    """`/` holds the script, `/api/jobs.json` the adverts."""
    match request.path:
        case "/":
            return page("script_board/shell.html", site=site)
        case "/api/jobs.json":
            jobs = [advert.model_dump(mode="json") for advert in site.shown]
            return Answer(json.dumps(jobs, ensure_ascii=False).encode(), content_type="application/json")
        case _:
            return None
