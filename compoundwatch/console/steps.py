"""From a form to a saved search in two steps: an estimate is seen before anything is saved."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import orjson
from fastapi import Request
from starlette.responses import Response

from alerts.subscriptions.stored import definition_of
from alerts.subscriptions.tokens import BadTokenError
from compoundwatch.config import AlertConfig
from compoundwatch.console import choices
from compoundwatch.console.estimate import estimate
from compoundwatch.console.form import Form
from compoundwatch.console.office import Office
from compoundwatch.console.view import count, show
from compoundwatch.console.wish import Refused, Values, Wish, hidden, read_wish, values_in

_SEEN_FOR = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Target:
    """What the steps lead to: `path` takes the forms, `button` is what the last one says."""

    path: str
    heading: str
    button: str


def form_page(
    request: Request, office: Office, target: Target, values: Values, errors: Mapping[str, str] | None = None
) -> Response:
    """The form, with what was typed and what is wrong with it."""
    return show(
        request,
        office,
        "form.html.j2",
        422 if errors else 200,
        target=target,
        values=values,
        errors=errors or {},
        choices=office.choices,
        offers=choices,
    )


def take_step(request: Request, office: Office, target: Target, form: Form) -> Wish | Response:
    """The page that comes next; the wish itself when its estimate was seen and it is to be saved."""
    if form.one("step") == "back":
        return form_page(request, office, target, values_in(form))
    wish = read_wish(form, office.choices, office.gazetteer)
    if isinstance(wish, Refused):
        return form_page(request, office, target, values_in(form), wish.errors)
    if form.one("step") == "save" and _was_seen(office, form.one("seen"), wish.alert):
        return wish
    return _estimate_page(request, office, target, form, wish)


def _estimate_page(request: Request, office: Office, target: Target, form: Form, wish: Wish) -> Response:
    count(request, office, office.limits.estimates)
    looked = estimate(office, wish)
    if looked.refused:
        refusal = f"{looked.refused[:1].upper()}{looked.refused[1:]}."
        return form_page(request, office, target, values_in(form), {"query": refusal})
    seen = office.tokens.sign("estimate", (_digest(wish.alert),), office.clock() + _SEEN_FOR)
    return show(
        request,
        office,
        "estimate.html.j2",
        target=target,
        alert=wish.alert,
        found=looked.found,
        examples=looked.examples,
        fields=[*hidden(wish.alert), ("seen", seen)],
        offers=choices,
    )


def _was_seen(office: Office, token: str, alert: AlertConfig) -> bool:
    try:
        return office.tokens.read("estimate", token, office.clock()) == (_digest(alert),)
    except BadTokenError:
        return False


def _digest(alert: AlertConfig) -> str:
    return hashlib.sha256(orjson.dumps(definition_of(alert), option=orjson.OPT_SORT_KEYS)).hexdigest()
