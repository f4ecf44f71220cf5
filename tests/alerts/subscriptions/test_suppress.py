"""Who stands on the stop list, and whose word counts for more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from alerts.outbox.bounces.lifting import lift
from alerts.subscriptions.active import EVERYTHING, stop, suppress
from compoundwatch import db
from compoundwatch.errors import UsageError

_AT = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
_DESK = "desk@ngo.example"


def test_a_persons_own_stop_takes_the_place_of_a_bounce(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        suppress(connection, (_DESK, EVERYTHING), "hard", "no such user", _AT)
    stop(state_engine, {}, _DESK, "asked by mail", _AT)
    with pytest.raises(UsageError, match="asked to get no mail"):
        lift(state_engine, _DESK, "the mailbox is there again")


def test_a_bounce_does_not_take_the_place_of_a_persons_stop(state_engine: Engine) -> None:
    stop(state_engine, {}, _DESK, "asked by mail", _AT)
    with db.writing(state_engine) as connection:
        suppress(connection, (_DESK, EVERYTHING), "hard", "no such user", _AT)
    with pytest.raises(UsageError, match="asked to get no mail"):
        lift(state_engine, _DESK, "the mailbox is there again")
