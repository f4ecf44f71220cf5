"""Pages: a template, the words of it, and a form key where it holds a form."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from alerts.digest.defang import defang, safe_link, shown_link
from compoundwatch.console.form import FIELD, form_key, keep
from compoundwatch.console.limits import Limit
from compoundwatch.console.office import Office
from compoundwatch.text import inline

_TOO_OFTEN = "That was very often in a short time. Please wait some minutes and try again."


def show(request: Request, office: Office, template: str, status: int = 200, **words: Any) -> Response:
    """Fill a template of ours. Text of the web and of strangers is escaped by it."""
    key = form_key(request, office)
    common = {
        "prefix": office.prefix,
        "corrections": office.settings.app.mail.corrections,
        "form_key": Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, key.key),
    }
    page = _templates().get_template(template).render(**common, **words)
    response = HTMLResponse(page, status)
    if "<form" in page:
        keep(response, office, key)
    return response


def count(request: Request, office: Office, limit: Limit) -> None:
    """Count what a client does. Raises HTTPException 429 where it is too often."""
    if not limit.take(_client(request), office.clock().timestamp()):
        raise HTTPException(429, _TOO_OFTEN)


def refuse_bad_link(request: Request, office: Office) -> bool:
    """Whether a client has tried too many links that are not ours."""
    return not office.limits.bad_links.take(_client(request), office.clock().timestamp())


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(web=web, own=_own, defang=defang, safe_link=safe_link, shown_link=shown_link, moment=_moment)
    return environment


def web(text: str) -> Markup:
    """Text of the web: its links dead, and kept from reordering what stands beside it."""
    return Markup("<bdi>{}</bdi>").format(defang(text))


def _own(text: str) -> Markup:
    """What the reader typed, or somebody in their name: as it is, and kept from reordering what stands beside it."""
    return Markup("<bdi>{}</bdi>").format(inline(text))


def _moment(when: datetime) -> str:
    return f"{when.day} {when:%B %Y, %H:%M} UTC"
