from __future__ import annotations

import pytest
from sqlalchemy import Engine, select

from alerts.outbox.bounces.lifting import lift
from alerts.outbox.bounces.reading import ReportCounts
from alerts.outbox.reachability import may_write
from alerts.subscriptions.active import EVERYTHING, suppress
from compoundwatch import db
from compoundwatch.errors import UsageError
from tests.alerts.outbox.bounces.conftest import NOW, SUBSCRIBER, Read, arf, dsn


def state_of(engine: Engine) -> str:
    with engine.connect() as connection:
        return may_write(connection, SUBSCRIBER, NOW).state


def test_an_address_that_came_back_is_not_written_to(read: Read, sent: Engine) -> None:
    read(dsn())
    assert state_of(sent) == "never"


def test_an_operator_can_have_it_written_to_again(read: Read, sent: Engine) -> None:
    read(dsn())
    assert (lift(sent, f" {SUBSCRIBER.upper()} ", "mailbox is back, 4 May"), state_of(sent)) == ("hard", "yes")


def test_the_old_report_does_not_stop_it_again(read: Read, sent: Engine) -> None:
    read(dsn(), arf())
    lift(sent, SUBSCRIBER, "spoke to them, 4 May")
    assert (read(dsn(), arf()), state_of(sent)) == (ReportCounts(known=2), "yes")


def test_the_reason_is_kept_with_the_report(read: Read, sent: Engine) -> None:
    read(dsn())
    lift(sent, SUBSCRIBER, "mailbox is back, 4 May")
    with sent.connect() as connection:
        said = connection.scalars(select(db.bounces.c.said)).one()
    assert said == "5.1.1 550 5.1.1 no such user (lifted: mailbox is back, 4 May)"


def test_what_its_owner_asked_for_is_not_lifted(sent: Engine) -> None:
    with db.writing(sent) as connection:
        suppress(connection, (SUBSCRIBER, EVERYTHING), "stop", "asked", NOW)
    with pytest.raises(UsageError, match="only they can take that back"):
        lift(sent, SUBSCRIBER, "we want to")


def test_an_address_that_is_not_stopped_is_said(sent: Engine) -> None:
    with pytest.raises(UsageError, match="not on the stop list"):
        lift(sent, SUBSCRIBER, "why not")
