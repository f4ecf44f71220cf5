"""Forms: read within bounds, and only from pages of ours (signed double-submit cookie; no session, nothing kept on our side)."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from compoundwatch.console.office import AtOffice, Office

FIELD = "form_key"
# Countries, languages and compounds may each be ticked.
_MOST_FIELDS = 1500
_COOKIE_BYTES = 24
_COOKIE_SECONDS = 12 * 3600
_FOREIGN = "This form did not come from a page of ours, or your browser keeps no cookies. Please open the page again and retry."


@dataclass(frozen=True, slots=True)
class Form:
    """What was sent: name → values, text alone."""

    fields: dict[str, list[str]]

    def one(self, name: str) -> str:
        """The first value, without white space around it; empty where there is none."""
        return next(iter(self.fields.get(name, [])), "").strip()

    def many(self, name: str) -> list[str]:
        """Every value, each once."""
        return list(dict.fromkeys(self.fields.get(name, [])))


async def read_fields(request: Request) -> Form:
    """The fields of a request, files left out. Raises HTTPException 400."""
    fields: dict[str, list[str]] = {}
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        for name, value in form.multi_items():
            if isinstance(value, str):
                fields.setdefault(name, []).append(value)
    return Form(fields)


async def _own_form(request: Request, office: AtOffice) -> Form:
    """The fields of a form that a page of ours showed. Raises HTTPException 403 for any other."""
    form = await read_fields(request)
    cookie = request.cookies.get(_cookie_name(office), "")
    elsewhere = request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}
    if elsewhere or not cookie or not hmac.compare_digest(_key(office, cookie).encode(), form.one(FIELD).encode()):
        raise HTTPException(403, _FOREIGN)
    return form


OwnForm = Annotated[Form, Depends(_own_form)]


@dataclass(frozen=True, slots=True)
class FormKey:
    """What a page with a form needs: a cookie, and its signature as a hidden field."""

    cookie: str
    key: str


def form_key(request: Request, office: Office) -> FormKey:
    """The browser's present cookie, else a new one."""
    cookie = request.cookies.get(_cookie_name(office), "")
    if not 0 < len(cookie) <= 64:
        cookie = secrets.token_urlsafe(_COOKIE_BYTES)
    return FormKey(cookie, _key(office, cookie))


def keep(response: Response, office: Office, key: FormKey) -> None:
    """Hand the cookie to the browser; only forms need it, and it says nothing about anybody."""
    response.set_cookie(
        _cookie_name(office),
        key.cookie,
        max_age=_COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=office.base.startswith("https:"),
    )


def _key(office: Office, cookie: str) -> str:
    return office.tokens.secret_of(f"form\n{cookie}")


def _cookie_name(office: Office) -> str:
    # A name that begins so is only taken with Secure, from the host itself: no neighbouring site can set it.
    return "__Host-form" if office.base.startswith("https:") else "form"
