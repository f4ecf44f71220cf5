"""Stopping by the link in each mail: one click of a mail program (RFC 8058, a POST without cookies), or a button for people."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from alerts.subscriptions.active import EVERYTHING
from alerts.subscriptions.own import own_alerts, stop_own
from alerts.subscriptions.tokens import BadTokenError
from compoundwatch.console.form import Form, read_fields
from compoundwatch.console.office import AtOffice, Office
from compoundwatch.console.view import show

router = APIRouter()


@router.get("/stop/{token}")
def ask(request: Request, office: AtOffice, token: str) -> Response:
    """What would be stopped, and the button. Opening it changes nothing."""
    subscriber, name = _read(office, token)
    title = _title(office, subscriber, name)
    return show(request, office, "stop.html.j2", subscriber=subscriber, title=title, everything=name == EVERYTHING, token=token)


@router.post("/stop/{token}")
def do(request: Request, office: AtOffice, token: str, form: Annotated[Form, Depends(read_fields)]) -> Response:
    """Stop. Whoever has the link has the mail, so it needs nothing else; a redirect is not allowed here (RFC 8058, 3.2)."""
    subscriber, name = _read(office, token)
    if form.one("List-Unsubscribe") != "One-Click":
        raise HTTPException(400, "Expected the field List-Unsubscribe=One-Click. Please open the link itself and press the button.")
    stop_own(office.engine, subscriber, name, office.clock(), "by the link in a mail")
    title = _title(office, subscriber, name)
    manage = office.links.manage(subscriber)
    return show(
        request, office, "stopped.html.j2", subscriber=subscriber, title=title, everything=name == EVERYTHING, manage=manage
    )


def _read(office: Office, token: str) -> tuple[str, str]:
    words = office.tokens.read("stop", token, office.clock())
    if len(words) != 2:
        raise BadTokenError("a part of this link is missing")
    return words[0], words[1]


def _title(office: Office, subscriber: str, name: str) -> str:
    """What the subscriber calls it; a search that is gone has no title any more."""
    with office.engine.connect() as connection:
        own = {each.alert.name: each.alert.title for each in own_alerts(connection, office.settings.alerts(), subscriber)}
    return own.get(name, "an alert that is no longer there")
