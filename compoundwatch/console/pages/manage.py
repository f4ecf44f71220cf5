"""Managing: every alert of one subscriber behind the signed link of their mails. No log-in: who has the mail has the mailbox."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from alerts.outbox.reachability import may_write
from alerts.subscriptions.active import EVERYTHING, subscriber_of
from alerts.subscriptions.asking import Asked, ask
from alerts.subscriptions.own import OwnAlert, change_own, deliveries, own_alerts, resume_own, stop_own, stops
from compoundwatch.console import choices
from compoundwatch.console.courier import hand_over
from compoundwatch.console.form import OwnForm
from compoundwatch.console.office import AtOffice, Office
from compoundwatch.console.pages.subscribe import asked_page
from compoundwatch.console.steps import Target, form_page, take_step
from compoundwatch.console.view import count, show
from compoundwatch.console.wish import values_of
from compoundwatch.errors import UsageError

router = APIRouter(prefix="/manage/{token}")


def _subscriber(office: AtOffice, token: str) -> str:
    """Whose page a link opens. Raises BadTokenError."""
    return office.tokens.read("manage", token, office.clock())[0]


Subscriber = Annotated[str, Depends(_subscriber)]


@router.get("")
def overview(request: Request, office: AtOffice, token: str, subscriber: Subscriber) -> Response:
    """Every alert, what became of the last mails, and the buttons."""
    with office.engine.connect() as connection:
        own = own_alerts(connection, office.settings.alerts(), subscriber)
        why = stops(connection, subscriber).get(EVERYTHING)
        mails = deliveries(connection, subscriber)
        pause = may_write(connection, subscriber, office.clock()).until
    feeds = {each.alert.name: office.links.feed(each.alert.name) for each in own if "feed" in each.alert.outlets}
    return show(
        request,
        office,
        "manage.html.j2",
        subscriber=subscriber,
        own=own,
        all_stopped=why,
        pause=pause,
        mails=mails,
        feeds=feeds,
        token=token,
        offers=choices,
    )


@router.post("/stop")
def stop(request: Request, office: AtOffice, token: str, subscriber: Subscriber, form: OwnForm) -> Response:
    """Stop one alert, or all mail (no `alert` given)."""
    count(request, office, office.limits.changes)
    stop_own(office.engine, subscriber, _own_name(office, subscriber, form.one("alert")), office.clock(), "on the page for changes")
    return _back(office, token)


@router.post("/resume")
def resume(request: Request, office: AtOffice, token: str, subscriber: Subscriber, form: OwnForm) -> Response:
    """Take back a stop of one alert, or of all mail (no `alert` given)."""
    count(request, office, office.limits.changes)
    try:
        resume_own(office.engine, subscriber, _own_name(office, subscriber, form.one("alert")), office.clock())
    except UsageError as error:
        raise HTTPException(403, f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    return _back(office, token)


@router.get("/change/{identity}")
def change(request: Request, office: AtOffice, token: str, subscriber: Subscriber, identity: str) -> Response:
    """The form with what holds now."""
    own = _changeable(office, subscriber, identity)
    return form_page(request, office, _target(token, identity), values_of(own.alert))


@router.post("/change/{identity}")
def save(request: Request, office: AtOffice, subscriber: Subscriber, form: OwnForm, after: BackgroundTasks) -> Response:
    """The next step. Another address is first asked to confirm; until then the old one goes on."""
    token, identity = request.path_params["token"], request.path_params["identity"]
    _changeable(office, subscriber, identity)
    wish = take_step(request, office, _target(token, identity), form)
    if isinstance(wish, Response):
        return wish
    if subscriber_of(wish.alert) == subscriber:
        count(request, office, office.limits.changes)
        change_own(office.engine, subscriber, identity, wish.alert, office.clock())
        return _back(office, token)
    count(request, office, office.limits.requests)
    if ask(office.engine, office.settings, office.links, Asked(wish.alert, "manage", identity), office.clock()):
        after.add_task(hand_over, office)
    return asked_page(request, office, wish.alert.email)


def _target(token: str, identity: str) -> Target:
    return Target(f"/manage/{token}/change/{identity}", "Change this alert", "Save this change")


def _changeable(office: Office, subscriber: str, identity: str) -> OwnAlert:
    with office.engine.connect() as connection:
        own = own_alerts(connection, {}, subscriber)
    found = next((each for each in own if each.identity == identity and each.state == "active"), None)
    if found is None:
        raise HTTPException(404)
    return found


def _own_name(office: Office, subscriber: str, name: str) -> str:
    """The name of an alert of theirs, or EVERYTHING. Raises HTTPException 404."""
    with office.engine.connect() as connection:
        own = {each.alert.name for each in own_alerts(connection, office.settings.alerts(), subscriber)}
    if name not in own | {EVERYTHING}:
        raise HTTPException(404)
    return name


def _back(office: Office, token: str) -> Response:
    return RedirectResponse(f"{office.prefix}/manage/{token}", 303)
