"""The Atom feed of one saved search, behind its own signed address."""

from __future__ import annotations

import hashlib

from fastapi import APIRouter, Request
from sqlalchemy import Connection
from starlette.exceptions import HTTPException
from starlette.responses import Response

from alerts.outlets.atom import write_feed
from alerts.subscriptions.active import load_subscriptions
from compoundwatch.config import AlertConfig
from compoundwatch.console.office import AtOffice, Office

router = APIRouter()

_ENDING = ".atom"
_TYPE = "application/atom+xml; charset=utf-8"


@router.api_route("/feed/{name}", methods=["GET", "HEAD"])
def feed(request: Request, office: AtOffice, name: str) -> Response:
    """The feed; 304 where the reader has it already. A search that was stopped has none."""
    if not name.endswith(_ENDING):
        raise HTTPException(404)
    (wanted, *_) = office.tokens.read("feed", name.removesuffix(_ENDING), office.clock())
    with office.engine.connect() as connection:
        body = write_feed(connection, _active(connection, office, wanted), office.settings, office.clock())
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, max-age=300"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=_TYPE, headers=headers)


def _active(connection: Connection, office: Office, name: str) -> AlertConfig:
    active = load_subscriptions(connection, office.settings.alerts()).active
    found = next((alerts[name] for alerts in active.values() if name in alerts), None)
    if found is None or "feed" not in found.outlets:
        raise HTTPException(404)
    return found
