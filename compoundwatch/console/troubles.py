"""Failures as pages: one sentence a person can act on, never a trace, never whether an address is known."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from alerts.subscriptions.tokens import BadTokenError
from compoundwatch.console.office import Office
from compoundwatch.console.view import refuse_bad_link, show
from compoundwatch.errors import CompoundwatchError, TryLater

_TITLES = {403: "Not from our page", 404: "Nothing here", 405: "Not possible here", 429: "Too often", 503: "Please try again later"}
_MISSING = "There is no such page."

_log = logging.getLogger(__name__)


def explain_troubles(app: FastAPI) -> None:
    """Answer every failure with a page."""
    app.add_exception_handler(BadTokenError, _bad_link)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(CompoundwatchError, _ours)
    app.add_exception_handler(Exception, _unexpected)


async def _bad_link(request: Request, error: Exception) -> Response:
    office: Office = request.app.state.office
    if refuse_bad_link(request, office):
        return _page(request, 429, "Too many links that lead nowhere. Please wait some minutes.")
    said = str(error)
    return show(request, office, "message.html.j2", 404, title="This link does not work", said=f"{said[:1].upper()}{said[1:]}.")


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    said = error.detail if error.status_code in {400, 403, 429, 503} else _MISSING
    return _page(request, error.status_code, said)


async def _not_understood(request: Request, _error: Exception) -> Response:
    return _page(request, 404, _MISSING)


async def _ours(request: Request, error: Exception) -> Response:
    status = 503 if isinstance(error, TryLater) else 500
    _log.error("%s", error)
    return _page(request, status, "This could not be done now. Nothing was changed; please try again in some minutes.")


async def _unexpected(request: Request, error: Exception) -> Response:
    # The server logs the trace.
    return await _ours(request, error)


def _page(request: Request, status: int, said: str) -> Response:
    office: Office = request.app.state.office
    return show(request, office, "message.html.j2", status, title=_TITLES.get(status, "This did not work"), said=said)
