"""Confirming: a page with a button. Opening it changes nothing, as mail scanners open every link."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from alerts.subscriptions.active import subscriber_of
from alerts.subscriptions.confirming import confirm, read_request
from compoundwatch.console import choices
from compoundwatch.console.form import OwnForm
from compoundwatch.console.office import AtOffice
from compoundwatch.console.view import show

router = APIRouter()


@router.get("/confirm/{token}")
def ask(request: Request, office: AtOffice, token: str) -> Response:
    """What would be confirmed, and the button."""
    with office.engine.connect() as connection:
        alert = read_request(connection, office.tokens, token, office.clock())
    return show(request, office, "confirm.html.j2", alert=alert, token=token, offers=choices)


@router.post("/confirm/{token}")
def do(request: Request, office: AtOffice, token: str, _form: OwnForm) -> Response:
    """From now on this alert is sent."""
    alert = confirm(office.engine, office.tokens, token, office.clock())
    return show(request, office, "confirmed.html.j2", alert=alert, manage=office.links.manage(subscriber_of(alert)))
