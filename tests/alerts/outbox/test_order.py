"""Nobody is held up by the many mails of others: in both kinds of database."""

from __future__ import annotations

import math
from datetime import timedelta

from sqlalchemy import Engine

from alerts.outbox.order import due_mails, next_slot
from alerts.outbox.rates import DomainRate
from compoundwatch import db
from tests.alerts.outbox.conftest import NOW, PutMail, change_mail

FREE = DomainRate(math.inf)


def order(engine: Engine, rate: DomainRate = FREE, most: int = 100) -> list[str]:
    with engine.connect() as connection:
        return [mail.id for mail in due_mails(connection, rate, NOW, most)]


def test_a_small_domain_does_not_wait_for_a_large_one(state_engine: Engine, put: PutMail) -> None:
    for number in range(20):
        put(f"big{number:02}", f"desk{number}@big.example", at=NOW - timedelta(hours=1))
    put("small", "desk@small.example")
    assert order(state_engine, most=2) == ["big00", "small"]


def test_a_subscriber_does_not_wait_for_anothers_many_mails(state_engine: Engine, put: PutMail) -> None:
    for number in range(20):
        put(f"much{number:02}", "much@big.example", at=NOW - timedelta(hours=1))
    put("few", "few@big.example")
    assert order(state_engine, most=2) == ["much00", "few"]


def test_who_waits_longest_comes_first(state_engine: Engine, put: PutMail) -> None:
    put("late", "a@big.example")
    put("early", "b@big.example", at=NOW - timedelta(hours=1))
    assert order(state_engine) == ["early", "late"]


def test_a_confirmation_comes_before_digests(state_engine: Engine, put: PutMail) -> None:
    put("digest", at=NOW - timedelta(hours=1))
    put("confirm", "new@other.example", kind="confirmation")
    assert order(state_engine) == ["confirm", "digest"]


def test_only_what_is_queued_and_due_is_in_it(state_engine: Engine, put: PutMail) -> None:
    put("m1")
    change_mail(state_engine, put("later"), due=NOW.timestamp() + 1)
    change_mail(state_engine, put("doubt"), state="in_doubt")
    assert order(state_engine) == ["m1"]


def test_a_domain_without_a_free_slot_is_left_out(state_engine: Engine, put: PutMail) -> None:
    put("slow", "desk@slow.example")
    put("m1")
    with db.writing(state_engine) as connection:
        connection.execute(db.domain_slots.insert().values(domain="slow.example", next=NOW.timestamp() + 61))
    assert order(state_engine, DomainRate(60)) == ["m1"]


def test_the_next_slot_is_that_of_the_domain_that_is_free_first(state_engine: Engine, put: PutMail) -> None:
    put("slow", "desk@slow.example")
    put("slower", "desk@slower.example")
    with db.writing(state_engine) as connection:
        for domain, seconds in (("slow.example", 70), ("slower.example", 90), ("nobody.example", 10)):
            connection.execute(db.domain_slots.insert().values(domain=domain, next=NOW.timestamp() + seconds))
        assert next_slot(connection, NOW) == NOW.timestamp() + 70


def test_without_a_mail_there_is_no_next_slot(state_engine: Engine) -> None:
    with state_engine.connect() as connection:
        assert next_slot(connection, NOW) is None
