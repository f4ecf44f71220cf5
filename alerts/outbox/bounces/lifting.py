"""Writing again to an address that reports had stopped: a person's decision, kept with its reason."""

from __future__ import annotations

from sqlalchemy import Engine, select

from alerts.subscriptions.active import EVERYTHING
from compoundwatch import db
from compoundwatch.errors import UsageError
from compoundwatch.text import one_line

_BY_REPORTS = ("hard", "complaint")
_LIFTED = "lifted"
_LONGEST = 600


def lift(engine: Engine, address: str, why: str) -> str:
    """Take an address off the stop list that a hard bounce or a complaint put it on; which of the two it was.

    The reports stay, marked as lifted, so that reading them again stops nothing. Raises UsageError for an address that is not
    stopped, and for one whose owner asked for it: only they can take that back.
    """
    subscriber = address.strip().lower()
    stops, bounces = db.suppressions, db.bounces
    own = (stops.c.subscriber == subscriber) & (stops.c.alert == EVERYTHING)
    with db.writing(engine) as connection:
        kind: str | None = connection.scalar(select(stops.c.kind).where(own))
        if kind is None:
            raise UsageError(f"{subscriber} is not on the stop list")
        if kind not in _BY_REPORTS:
            raise UsageError(f"{subscriber} asked to get no mail: only they can take that back, by the link in any mail of ours")
        connection.execute(stops.delete().where(own))
        reports = connection.execute(
            select(bounces.c.id, bounces.c.said).where(bounces.c.subscriber == subscriber, bounces.c.kind.in_(_BY_REPORTS))
        )
        for row in reports.all():
            said = one_line(f"{row.said} (lifted: {why})", _LONGEST)
            connection.execute(bounces.update().where(bounces.c.id == row.id).values(kind=_LIFTED, said=said))
    return kind
