"""A mail is in one sender's hand at a time, whatever becomes of senders: in both kinds of database."""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from alerts.outbox import claims
from alerts.outbox.order import DueMail
from alerts.outbox.rates import DomainRate
from alerts.outbox.settle import settle
from alerts.outbox.transport import Outcome
from compoundwatch import db
from compoundwatch.process_name import new_process_name
from tests.alerts.outbox.conftest import NOW, PutMail, change_mail, mail_row

HERE, ELSEWHERE = "elsewhere/1/aa", "elsewhere/2/bb"
AFTER_THE_LEASE = NOW + claims.LEASE + timedelta(seconds=1)


@pytest.fixture(autouse=True)
def queued(put: PutMail) -> None:
    put("m1")


def claim(engine: Engine, sender: str) -> list[str]:
    with db.writing(engine, "outbox") as connection:
        return claims.claim(connection, [DueMail("m1", "ngo.example")], sender, NOW, DomainRate(math.inf))


def begin(engine: Engine, sender: str) -> bool:
    with db.writing(engine, "mail m1") as connection:
        return claims.begin_handing_over(connection, "m1", sender, NOW)


def settle_dead(engine: Engine, at: object = NOW) -> int:
    with db.writing(engine, "outbox") as connection:
        return claims.settle_dead(connection, at)  # type: ignore[arg-type]  # a datetime


def ended_sender() -> str:
    """The name of a sender whose process has ended."""
    asked = "from compoundwatch.process_name import new_process_name; print(new_process_name())"
    return subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout.strip()


def test_the_first_who_claims_a_mail_has_it(state_engine: Engine) -> None:
    assert (claim(state_engine, HERE), claim(state_engine, ELSEWHERE)) == (["m1"], [])


def test_a_claim_holds_until_its_end(state_engine: Engine) -> None:
    claim(state_engine, ELSEWHERE)
    settle_dead(state_engine, NOW + claims.LEASE - timedelta(seconds=1))
    assert mail_row(state_engine).state == "claimed"


def test_what_was_claimed_is_queued_again_after_its_end(state_engine: Engine) -> None:
    claim(state_engine, ELSEWHERE)
    assert (settle_dead(state_engine, AFTER_THE_LEASE), mail_row(state_engine).state) == (0, "queued")


def test_what_was_being_handed_over_is_in_doubt_after_its_end(state_engine: Engine) -> None:
    claim(state_engine, ELSEWHERE)
    begin(state_engine, ELSEWHERE)
    assert (settle_dead(state_engine, AFTER_THE_LEASE), mail_row(state_engine).state) == (1, "in_doubt")


def test_a_process_of_this_machine_that_ended_is_not_waited_for(state_engine: Engine) -> None:
    claim(state_engine, ended_sender())
    settle_dead(state_engine)
    assert mail_row(state_engine).state == "queued"


def test_a_process_of_this_machine_that_lives_is_left_its_mails(state_engine: Engine) -> None:
    claim(state_engine, new_process_name())
    settle_dead(state_engine)
    assert mail_row(state_engine).state == "claimed"


def test_who_was_taken_for_dead_hands_nothing_over(state_engine: Engine) -> None:
    claim(state_engine, ELSEWHERE)
    settle_dead(state_engine, AFTER_THE_LEASE)
    claim(state_engine, HERE)
    assert (begin(state_engine, ELSEWHERE), begin(state_engine, HERE)) == (False, True)


def test_who_was_taken_for_dead_still_knows_what_became_of_its_mail(state_engine: Engine) -> None:
    claim(state_engine, ELSEWHERE)
    begin(state_engine, ELSEWHERE)
    settle_dead(state_engine, AFTER_THE_LEASE)
    with db.writing(state_engine, "mail m1") as connection:
        settle(connection, "m1", ELSEWHERE, Outcome("sent"), AFTER_THE_LEASE)
    assert (mail_row(state_engine).state, mail_row(state_engine).error) == ("sent", None)


def test_a_renewed_claim_holds_longer(state_engine: Engine) -> None:
    claim(state_engine, ELSEWHERE)
    with db.writing(state_engine, "outbox") as connection:
        claims.renew(connection, ELSEWHERE, NOW + timedelta(minutes=5))
    settle_dead(state_engine, AFTER_THE_LEASE)
    assert mail_row(state_engine).state == "claimed"


def test_what_is_given_back_can_be_claimed_at_once(state_engine: Engine) -> None:
    claim(state_engine, HERE)
    with db.writing(state_engine, "outbox") as connection:
        claims.give_back(connection, HERE)
    assert claim(state_engine, ELSEWHERE) == ["m1"]


def test_a_mail_that_is_not_due_is_not_claimed(state_engine: Engine) -> None:
    change_mail(state_engine, due=AFTER_THE_LEASE.timestamp())
    assert claim(state_engine, HERE) == []
