"""Who is written to after what came back: in both kinds of database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine

from alerts.outbox.reachability import REACHABLE, Reachability, may_write
from alerts.subscriptions.active import StopKind, suppress
from compoundwatch import db
from tests.alerts.outbox.conftest import NOW, PutMail, change_mail

WHO = "hotline@ngo.example"
DAY = timedelta(days=1)


def reachability(engine: Engine, at: datetime = NOW) -> Reachability:
    with engine.connect() as connection:
        return may_write(connection, WHO, at)


def sent(engine: Engine, put: PutMail, *came_back: bool, until: datetime = NOW) -> None:
    """A mail a day, the last one at `until`; each came back softly at once, or did not."""
    for number, back in enumerate(came_back):
        at = until - DAY * (len(came_back) - 1 - number)
        mail = put(f"mail{number}", WHO, at=at)
        change_mail(engine, mail, state="sent", settled=at.timestamp())
        if back:
            bounce(engine, "soft", at, mail)


def bounce(engine: Engine, kind: str, at: datetime = NOW, mail: str | None = None) -> None:
    row = {"id": f"{kind}{mail}", "subscriber": WHO, "mail": mail, "kind": kind, "at": at.timestamp(), "said": "4.2.2 mailbox full"}
    with db.writing(engine) as connection:
        connection.execute(db.bounces.insert().values(row))


def test_an_address_of_which_nothing_is_known_is_written_to(state_engine: Engine) -> None:
    assert reachability(state_engine) == REACHABLE


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("stop", "the subscriber said stop"),
        ("hard", "mail to this address came back for good"),
        ("complaint", "the subscriber called our mail unwanted"),
    ],
)
def test_whoever_is_on_the_stop_list_is_never_written_to(state_engine: Engine, kind: StopKind, why: str) -> None:
    with db.writing(state_engine) as connection:
        suppress(connection, (WHO, ""), kind, "a report", NOW)
    assert reachability(state_engine) == Reachability("never", why)


def test_a_stop_of_one_alert_stops_no_other(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        suppress(connection, (WHO, "desk"), "stop", "asked", NOW)
    assert reachability(state_engine) == REACHABLE


@pytest.mark.parametrize("kind", ["hard", "complaint"])
def test_a_final_report_ends_it(state_engine: Engine, kind: str) -> None:
    bounce(state_engine, kind)
    assert reachability(state_engine).state == "never"


def test_an_unclear_report_changes_nothing(state_engine: Engine) -> None:
    bounce(state_engine, "unclear")
    assert reachability(state_engine) == REACHABLE


def test_two_soft_bounces_change_nothing(state_engine: Engine, put: PutMail) -> None:
    sent(state_engine, put, True, True)
    assert reachability(state_engine) == REACHABLE


def test_three_in_a_row_pause_for_a_day(state_engine: Engine, put: PutMail) -> None:
    sent(state_engine, put, True, True, True)
    assert reachability(state_engine) == Reachability("paused", "3 mails in a row came back: 4.2.2 mailbox full", NOW + DAY)


def test_after_the_pause_one_may_try_again(state_engine: Engine, put: PutMail) -> None:
    sent(state_engine, put, True, True, True)
    assert reachability(state_engine, NOW + DAY) == REACHABLE


@pytest.mark.parametrize(("count", "days"), [(4, 2), (5, 4), (12, 28)])
def test_each_further_one_doubles_the_pause_up_to_four_weeks(state_engine: Engine, put: PutMail, count: int, days: int) -> None:
    sent(state_engine, put, *([True] * count))
    assert reachability(state_engine).until == NOW + days * DAY


def test_a_mail_that_surely_arrived_ends_the_row(state_engine: Engine, put: PutMail) -> None:
    # The one that did not come back is six days old by the time of the last.
    sent(state_engine, put, True, True, True, False, *([True] * 2), until=NOW - 5 * DAY)
    assert reachability(state_engine) == REACHABLE


def test_a_mail_that_may_still_come_back_does_not_end_the_row(state_engine: Engine, put: PutMail) -> None:
    sent(state_engine, put, True, True, True, False)
    assert reachability(state_engine, NOW - DAY / 2).state == "paused"


def test_several_reports_of_one_mail_count_once(state_engine: Engine, put: PutMail) -> None:
    sent(state_engine, put, True, True)
    bounce(state_engine, "soft", NOW, "mail1 again")
    assert reachability(state_engine) == REACHABLE
