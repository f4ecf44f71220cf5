"""New rows of the state database, copied to where charts are made: source runs, alert deliveries, reviews.

Only a server store has such a place. The copy can be made again at any time, and a failure to make it fails nothing else.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, func, select

from alerts.digest.beat import NO_MAIL
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.db.lots import in_lots
from compoundwatch.errors import CompoundwatchError
from compoundwatch.pipeline.mirror_documents import delivery_document, run_document
from index import upkeep
from index.mirror import Mirror

_KEY = "subscriber-key"
# A crawl that was killed is registered by the next job, later than it ended.
_LOOK_BACK_SECONDS = 86_400
# Several machines send, and their clocks are not quite the same.
_SKEW_SECONDS = 600
_LEDGER = "ledger-"


def mirror(settings: Settings, engine: Engine) -> str | None:
    """Copy what is new; None, or in one line why it could not be copied now: the next run tries again."""
    try:
        target = upkeep.open_mirror(settings)
        if target is not None:
            with target:
                copy_state(engine, target)
    except CompoundwatchError as error:
        return f"runs, deliveries and reviews were not copied for charts; the next run tries again: {error}"
    return None


def copy_state(engine: Engine, target: Mirror) -> None:
    """Copy what is new since the target's own cursor. Safe to be killed: the cursor moves last. Raises what the target raises."""
    before, key = target.cursor(), _key(engine)
    with engine.connect() as connection:
        after = {
            "runs": _newest_run(connection),
            "ledger": connection.scalar(select(func.max(db.ledger.c.id))) or 0,
            "mails": _newest_mail(connection),
            "reviews": connection.scalar(select(func.max(db.reviews.c.id))) or 0,
        }
        target.put("runs", _runs(connection, before.get("runs", 0)))
        target.put("alerts", _deliveries(connection, before, key))
        unsettled = sorted(int(one.removeprefix(_LEDGER)) for one in target.unsettled())
        target.put("alerts", _told_otherwise(connection, unsettled, key))
        target.drop("alerts", _withdrawn(connection, unsettled))
        target.review(_decisions(connection, before.get("reviews", 0)))
    target.move_cursor(after)


def _newest_run(connection: Connection) -> int:
    """When the last run ended, or the oldest that is still to be published."""
    runs = db.runs
    waiting = connection.scalar(select(func.min(runs.c.ended)).where(runs.c.published.is_(False)))
    return int(waiting or connection.scalar(select(func.max(runs.c.ended))) or 0)


def _newest_mail(connection: Connection) -> int:
    """When anything last happened to a mail."""
    mails = db.mails
    made, settled = connection.execute(select(func.max(mails.c.created), func.max(mails.c.settled))).one()
    came_back: float | None = connection.scalar(select(func.max(db.bounces.c.at)))
    return int(max(made or 0, settled or 0, came_back or 0))


def _runs(connection: Connection, since: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = select(db.runs).where(db.runs.c.ended > since - _LOOK_BACK_SECONDS)
    for row in connection.execute(rows.execution_options(yield_per=100)):
        yield row.run, run_document(row)


def _deliveries(connection: Connection, before: Mapping[str, int], key: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rows that are new, and those whose mail was made, settled, sent again or came back since."""
    ledger, mails, bounces = db.ledger, db.mails, db.bounces
    since = before.get("mails", 0) - _SKEW_SECONDS
    came_back = mails.c.id.in_(select(bounces.c.mail).where(bounces.c.at >= since))
    changed = (ledger.c.id > before.get("ledger", 0)) | (mails.c.created >= since) | (mails.c.settled >= since)
    # Who sends a mail again by hand makes it due.
    changed |= came_back | ((mails.c.state == "queued") & (mails.c.due >= since))
    return _documents(connection, changed, key)


def _documents(connection: Connection, which: ColumnElement[bool], key: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    ledger, mails = db.ledger, db.mails
    rows = select(ledger, mails.c.state, mails.c.settled, mails.c.tries)
    joined = rows.join_from(ledger, mails, ledger.c.mail == mails.c.id, isouter=True).where(which).order_by(ledger.c.id)
    for row in connection.execute(joined.execution_options(yield_per=200)):
        yield f"{_LEDGER}{row.id}", delivery_document(row, key)


def _told_otherwise(connection: Connection, unsettled: Sequence[int], key: bytes) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Deliveries that waited for a mail, and that a feed or webhook alone tells now."""
    for asked in in_lots(unsettled):
        yield from _documents(connection, db.ledger.c.id.in_(asked) & (db.ledger.c.beat == NO_MAIL), key)


def _withdrawn(connection: Connection, unsettled: Sequence[int]) -> Iterator[str]:
    """Deliveries that were taken back before they were told."""
    for asked in in_lots(unsettled):
        there = set(connection.scalars(select(db.ledger.c.id).where(db.ledger.c.id.in_(asked))))
        yield from (f"{_LEDGER}{one}" for one in asked if one not in there)


def _decisions(connection: Connection, after: int) -> dict[str, str]:
    """The newest decision on each posting that was decided on since."""
    rows = select(db.reviews.c.posting_id, db.reviews.c.decision).where(db.reviews.c.id > after).order_by(db.reviews.c.id)
    return {row.posting_id: row.decision for row in connection.execute(rows)}


def _key(engine: Engine) -> bytes:
    """Made once and kept in the state database, so that nobody can tell an address from its hash by trying."""
    with db.writing(engine) as connection:
        connection.execute(db.insert_new(connection, db.marks).values(name=_KEY, value=secrets.token_hex(32)))
        value: str = connection.scalars(select(db.marks.c.value).where(db.marks.c.name == _KEY)).one()
    return bytes.fromhex(value)
