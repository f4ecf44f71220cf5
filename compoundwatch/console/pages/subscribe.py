"""Subscribing: form, estimate, and the mail that asks to confirm."""

from __future__ import annotations

from fastapi import APIRouter, BackgroundTasks, Request
from starlette.responses import RedirectResponse, Response

from alerts.subscriptions.asking import Asked, ask
from compoundwatch.console.courier import hand_over
from compoundwatch.console.form import OwnForm
from compoundwatch.console.office import AtOffice, Office
from compoundwatch.console.steps import Target, form_page, take_step
from compoundwatch.console.view import count, show
from compoundwatch.console.wish import Values

router = APIRouter()

_TARGET = Target("/subscribe", "Alerts by mail", "Send me the mail to confirm")
_BLANK: Values = {
    "title": "", "email": "", "query": "", "min_level": "watch", "rate": "daily", "time_zone": "UTC", "hour": "7",
    "heartbeat": "monthly", "locale": "en", "most": "50", "countries": [], "languages": [], "compounds": [], "links": [],
    "tell": ["compound_linked", "indicators", "campaign_growth"], "outlets": ["mail"],
}  # fmt: skip


@router.get("/")
def home(office: AtOffice) -> Response:
    """The form is the front page."""
    return RedirectResponse(f"{office.prefix}/subscribe", 303)


@router.get("/subscribe")
def blank(request: Request, office: AtOffice) -> Response:
    """An empty form."""
    return form_page(request, office, _TARGET, _BLANK)


@router.post("/subscribe")
def step(request: Request, office: AtOffice, form: OwnForm, after: BackgroundTasks) -> Response:
    """The next step: what is wrong, the estimate, or what to do with the mail that is under way."""
    wish = take_step(request, office, _TARGET, form)
    if isinstance(wish, Response):
        return wish
    count(request, office, office.limits.requests)
    if ask(office.engine, office.settings, office.links, Asked(wish.alert, "subscribe"), office.clock()):
        after.add_task(hand_over, office)
    return asked_page(request, office, wish.alert.email)


def asked_page(request: Request, office: Office, email: str) -> Response:
    """The same whether a mail is under way or not: who is known here is nobody else's business."""
    return show(request, office, "asked.html.j2", email=email)
