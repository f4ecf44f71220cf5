"""Everything that one digest tells, also what did not fit into it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from sqlalchemy import Connection, func, select
from starlette.responses import Response

from alerts.matching.notice import read_entry
from alerts.subscriptions.tokens import BadTokenError
from compoundwatch import db
from compoundwatch.console.office import AtOffice
from compoundwatch.console.view import show

router = APIRouter()

_PAGE = 50
_LARGEST = 2**31 - 1
After = Annotated[int, Query(ge=0, le=_LARGEST)]


@router.get("/hits/{token}")
def hits(request: Request, office: AtOffice, token: str, after: After = 0) -> Response:
    """Fifty at a time, in the order in which they were found."""
    words = office.tokens.read("hits", token, office.clock())
    if len(words) != 2:
        raise BadTokenError("a part of this link is missing")
    subscriber, mail_id = words
    with office.engine.connect() as connection:
        total, rows = _read(connection, subscriber, mail_id, after)
    entries = [read_entry(hit) for _, hit in rows[:_PAGE]]
    later = rows[_PAGE - 1][0] if len(rows) > _PAGE else None
    sources = {name: source.title for name, source in office.settings.sources().items()}
    return show(
        request, office, "hits.html.j2", entries=entries, total=total, later=later, first=after == 0, token=token, sources=sources
    )


def _read(connection: Connection, subscriber: str, mail_id: str, after: int) -> tuple[int, list[tuple[int, dict[str, Any]]]]:
    ledger = db.ledger
    own = (ledger.c.mail == mail_id) & (ledger.c.subscriber == subscriber)
    total = connection.scalar(select(func.count()).select_from(ledger).where(own)) or 0
    rows = select(ledger.c.id, ledger.c.hit).where(own, ledger.c.id > after).order_by(ledger.c.id).limit(_PAGE + 1)
    return total, [(row.id, row.hit) for row in connection.execute(rows)]
