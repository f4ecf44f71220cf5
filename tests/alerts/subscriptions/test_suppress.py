"""Who stands on the stop list, and whose word counts for more."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from alerts.outbox.bounces.lifting import lift
from alerts.subscriptions.active import EVERYTHING, StopKind, load_subscriptions, stop, suppress
from alerts.subscriptions.own import own_alerts
from compoundwatch import db
from compoundwatch.config import AlertConfig
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


@pytest.mark.parametrize(("kind", "left"), [("hard", ("webhook", "feed")), ("complaint", None), ("stop", None)])
def test_an_address_that_is_gone_ends_mails_alone(state_engine: Engine, kind: StopKind, left: tuple[str, ...] | None) -> None:
    """No mailbox says nothing of a webhook; a person's word ends everything."""
    alert = AlertConfig.model_validate(
        {
            "name": "desk", "title": "KK Park", "email": _DESK, "consent": "written request of 3 May 2026", "query": "park",
            "outlets": ["mail", "webhook", "feed"], "webhook": "https://hooks.ngo.example/cw",
        }
    )  # fmt: skip
    with db.writing(state_engine) as connection:
        suppress(connection, (_DESK, EVERYTHING), kind, "a report", _AT)
        held = load_subscriptions(connection, {"desk": alert})
        (own,) = own_alerts(connection, {"desk": alert}, _DESK)
    told = held.active.get(_DESK, {}).get("desk")
    assert (told and told.outlets) == left
    assert not held.reachable(_DESK)
    assert own.state == ("active" if left else "stopped")
