"""Corrections, health, and what robots are told."""

from __future__ import annotations

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import JSONResponse, PlainTextResponse, Response

from compoundwatch.console.office import AtOffice
from compoundwatch.console.view import show
from compoundwatch.errors import CompoundwatchError

router = APIRouter()


@router.get("/corrections")
def corrections(request: Request, office: AtOffice) -> Response:
    """How a wrong flag is corrected, and where to write."""
    return show(request, office, "corrections.html.j2")


@router.get("/health")
def health(office: AtOffice) -> Response:
    """200 when pages can be served and the state database answers, else 503; nothing about anybody."""
    try:
        with office.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except CompoundwatchError:
        return JSONResponse({"status": "the state database does not answer"}, 503)
    return JSONResponse({"status": "ok"})


@router.get("/robots.txt")
def robots() -> Response:
    """Nothing here is for search engines."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
