"""Webhook calls in the database: who makes which, and what became of it.

A call is `queued`, `claimed` while one process has it in hand, then `sent`, or `dead` when it is given up. A process that dies
with a call in hand may have made it: it is made again under the same id, so a receiver gets each at least once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from sqlalchemy import Connection, Engine, func, select

from alerts.matching.hit import Hit
from alerts.matching.notice import Notice, read_entry
from alerts.outlets.gone import forget_gone
from compoundwatch import db

if TYPE_CHECKING:
    # What it needs is loaded only where calls are made.
    from alerts.outlets.receiver import Answer

State = Literal["queued", "sent", "dead"]

# Standard Webhooks, "Deliverability and reliability": its example schedule but for the 5 s, as nobody waits here.
_WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 2 * 60, 5 * 60, 10 * 60, 14 * 60, 20 * 60, 24 * 60))
GIVE_UP_AFTER = timedelta(days=3)
# Much longer than a call and the writing around it may take.
_LEASE = timedelta(minutes=3)
GONE = 410


@dataclass(frozen=True, slots=True)
class Call:
    """A call in hand. `tries` counts this one."""

    id: str
    tries: int
    created: datetime


@dataclass(frozen=True, slots=True)
class Claimed:
    """A call that is ours, what it tells, and when that was matched."""

    call: Call
    entry: Hit | Notice
    matched: datetime


@dataclass(frozen=True, slots=True)
class DeadCall:
    """A call that was given up."""

    id: str
    alert: str
    created: datetime
    tries: int
    why: str | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a call; `due`: when it is tried again."""

    state: State
    due: datetime


def judge(answer: Answer, call: Call, at: datetime) -> Verdict:
    """2xx is sent, 410 is dead, everything else is tried again, later each time, until `GIVE_UP_AFTER`."""
    if answer.status is not None and 200 <= answer.status < 300:
        return Verdict("sent", at)
    wait = _WAITS[min(call.tries, len(_WAITS)) - 1]
    # Spread by up to a tenth, so that what failed together does not come back together.
    wait += wait * (int(call.id[:4], 16) / 0xFFFF / 10)
    due = at + max(wait, timedelta(seconds=answer.wait))
    over = answer.status == GONE or at - call.created >= GIVE_UP_AFTER
    return Verdict("dead" if over else "queued", due)


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of one installation; `me` names this process. Each method is a short transaction."""

    engine: Engine
    me: str

    def due(self, at: datetime) -> list[str]:
        """Saved searches with a call that is due, who waits longest first. Calls of processes that died are due again."""
        calls = db.webhook_calls
        with db.writing(self.engine, "webhooks") as connection:
            lost = (calls.c.state == "claimed") & (calls.c.claimed_until < at.timestamp())
            connection.execute(calls.update().where(lost).values(state="queued", claimed_by=None, claimed_until=None))
        with self.engine.connect() as connection:
            waiting = select(calls.c.alert).where(calls.c.state == "queued", calls.c.due <= at.timestamp())
            return list(connection.scalars(waiting.group_by(calls.c.alert).order_by(func.min(calls.c.created), calls.c.alert)))

    def claim(self, alert: str, at: datetime) -> Claimed | None:
        """The next call of a saved search, ours for three minutes; None when none is due."""
        calls, ledger = db.webhook_calls, db.ledger
        waiting = (calls.c.alert == alert) & (calls.c.state == "queued") & (calls.c.due <= at.timestamp())
        next_one = select(calls.c.id, calls.c.tries, calls.c.created, ledger.c.hit, ledger.c.at).join(ledger).where(waiting)
        with db.writing(self.engine, f"webhooks of {alert}") as connection:
            row = connection.execute(next_one.order_by(calls.c.due, calls.c.ledger_id).limit(1)).first()
            if row is None:
                return None
            mine = {"state": "claimed", "claimed_by": self.me, "claimed_until": (at + _LEASE).timestamp(), "tries": row.tries + 1}
            connection.execute(calls.update().where(calls.c.id == row.id).values(mine))
        call = Call(row.id, row.tries + 1, datetime.fromtimestamp(row.created, UTC))
        return Claimed(call, read_entry(row.hit), datetime.fromtimestamp(row.at, UTC))

    def settle(self, call: Call, answer: Answer, at: datetime) -> State:
        """Write down what a try gave; the state that the call is in now."""
        calls, verdict = db.webhook_calls, judge(answer, call, at)
        values = {
            "state": verdict.state,
            "settled": None if verdict.state == "queued" else at.timestamp(),
            "error": None if verdict.state == "sent" else answer.why,
            "due": verdict.due.timestamp(),
            "claimed_by": None,
            "claimed_until": None,
        }
        with self.engine.begin() as connection:
            mine = (calls.c.id == call.id) & (calls.c.claimed_by == self.me)
            connection.execute(calls.update().where(mine).values(values))
        return verdict.state

    def end(self, alert: str, why: str, at: datetime) -> int:
        """Give up all calls of a saved search that wait; how many."""
        calls = db.webhook_calls
        with self.engine.begin() as connection:
            waiting = calls.update().where(calls.c.alert == alert, calls.c.state == "queued")
            return connection.execute(waiting.values(state="dead", settled=at.timestamp(), error=why)).rowcount

    def drop(self, alert: str) -> None:
        """Forget the calls of a search that ended or was stopped: what nobody wants is no failure."""
        calls = db.webhook_calls
        with self.engine.begin() as connection:
            connection.execute(calls.delete().where(calls.c.alert == alert, calls.c.state == "queued"))

    def waiting(self) -> int:
        """How many calls are still to be made."""
        calls = db.webhook_calls
        with self.engine.connect() as connection:
            waits = calls.c.state.in_(("queued", "claimed"))
            return connection.scalar(select(func.count()).select_from(calls).where(waits)) or 0


def dead_calls(connection: Connection) -> list[DeadCall]:
    """All that were given up, oldest first."""
    calls = db.webhook_calls
    rows = select(calls).where(calls.c.state == "dead").order_by(calls.c.created, calls.c.id)
    return [
        DeadCall(row.id, row.alert, datetime.fromtimestamp(row.created, UTC), row.tries, row.error)
        for row in connection.execute(rows)
    ]


def retry_dead(engine: Engine, alert: str, at: datetime) -> int:
    """Queue the dead calls of a saved search again, as if they were new, and take back that its receiver is gone; how many."""
    calls = db.webhook_calls
    fresh = {"state": "queued", "tries": 0, "created": at.timestamp(), "due": at.timestamp(), "settled": None}
    with db.writing(engine) as connection:
        forget_gone(connection, alert)
        dead = calls.update().where(calls.c.alert == alert, calls.c.state == "dead")
        return connection.execute(dead.values(fresh)).rowcount
