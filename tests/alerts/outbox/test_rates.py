"""How many mails go to one domain in a minute, whoever sends them: in both kinds of database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from alerts.outbox.rates import DomainRate
from compoundwatch import db
from tests.alerts.outbox.conftest import NOW


def handed_over(engine: Engine, rate: DomainRate, seconds: int, *, step: int = 1) -> list[int]:
    """How many go at each second, when always one more waits."""
    counts = []
    with db.writing(engine) as connection:
        for second in range(0, seconds, step):
            at, count = NOW + timedelta(seconds=second), 0
            while rate.is_free(connection, "ngo.example", at):
                rate.take(connection, "ngo.example", at)
                count += 1
            counts.append(count)
    return counts


def test_after_a_rest_a_minutes_worth_goes_at_once(state_engine: Engine) -> None:
    assert handed_over(state_engine, DomainRate(60), 1) == [60]


def test_then_they_go_at_an_even_pace(state_engine: Engine) -> None:
    assert handed_over(state_engine, DomainRate(30), 11) == [30, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]


def test_less_than_one_a_minute_is_possible(state_engine: Engine) -> None:
    assert handed_over(state_engine, DomainRate(0.5), 301, step=60) == [1, 0, 1, 0, 1, 0]


def test_each_domain_has_a_rate_of_its_own(state_engine: Engine) -> None:
    handed_over(state_engine, DomainRate(60), 1)
    with state_engine.connect() as connection:
        assert DomainRate(60).is_free(connection, "other.example", NOW)


@pytest.mark.parametrize(("reached", "wait"), [(0, 0), (60, 1), (90, 31)])
def test_how_long_to_wait_for_a_slot(reached: int, wait: int) -> None:
    assert DomainRate(60).seconds_until(NOW.timestamp() + reached, NOW) == pytest.approx(wait)
