"""Everything that one digest tells, also what did not fit into it, in the language and the hours of its reader."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from markupsafe import Markup
from sqlalchemy import Connection, func, select
from starlette.responses import Response

from alerts.digest import labels
from alerts.digest.reader import reader_of
from alerts.digest.remarks import Remarks
from alerts.digest.wording import Wording
from alerts.matching.notice import read_entry
from alerts.subscriptions.own import own_alerts
from alerts.subscriptions.tokens import BadTokenError
from compoundwatch import db
from compoundwatch.console.office import AtOffice
from compoundwatch.console.view import show, web

router = APIRouter()

_PAGE = 50
_LARGEST = 2**31 - 1
After = Annotated[int, Query(ge=0, le=_LARGEST)]


@router.get("/hits/{token}")
def hits(request: Request, office: AtOffice, token: str, after: After = 0) -> Response:
    """Fifty at a time, in the order in which they were found."""
    signed = office.tokens.read("hits", token, office.clock())
    if len(signed) != 2:
        raise BadTokenError("a part of this link is missing")
    subscriber, mail_id = signed
    with office.engine.connect() as connection:
        total, rows = _read(connection, subscriber, mail_id, after)
        own = own_alerts(connection, office.settings.alerts(), subscriber)
    words = Wording(reader_of([each.alert for each in own if each.state == "active"]))
    return show(
        request,
        office,
        "hits.html.j2",
        entries=[read_entry(hit) for _, hit in rows[:_PAGE]],
        total=total,
        later=rows[_PAGE - 1][0] if len(rows) > _PAGE else None,
        first=after == 0,
        token=token,
        sources={name: source.title for name, source in office.settings.sources().items()},
        words=words,
        labels=labels,
        remarks=Remarks(words, web, Markup),
    )


def _read(connection: Connection, subscriber: str, mail_id: str, after: int) -> tuple[int, list[tuple[int, dict[str, Any]]]]:
    ledger = db.ledger
    own = (ledger.c.mail == mail_id) & (ledger.c.subscriber == subscriber)
    total = connection.scalar(select(func.count()).select_from(ledger).where(own)) or 0
    rows = select(ledger.c.id, ledger.c.hit).where(own, ledger.c.id > after).order_by(ledger.c.id).limit(_PAGE + 1)
    return total, [(row.id, row.hit) for row in connection.execute(rows)]
