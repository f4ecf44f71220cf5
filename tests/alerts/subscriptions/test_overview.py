from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from alerts.subscriptions.active import EVERYTHING, stop, suppress
from alerts.subscriptions.confirming import confirm
from alerts.subscriptions.overview import AlertStanding, standings
from alerts.subscriptions.tokens import Tokens
from compoundwatch import db
from tests.alerts.subscriptions.conftest import NOW, AskFor, mailed, token_in, wish

WHO = "desk@ngo.example"


def stands(engine: Engine, **files: object) -> list[AlertStanding]:
    """Everything there is, with one saved search of a file."""
    alert = wish(rate="daily", time_zone="Asia/Bangkok").model_copy(update={"name": "desk", **files})
    with engine.connect() as connection:
        return standings(connection, {"desk": alert}, NOW)


def test_the_next_digest_is_due_at_its_own_hour(state_engine: Engine) -> None:
    (own,) = stands(state_engine)
    assert (own.state, own.next_digest) == ("active", datetime(2026, 11, 22, 0, 0, tzinfo=UTC))


def test_what_is_switched_off_has_no_next_digest(state_engine: Engine) -> None:
    (own,) = stands(state_engine, enabled=False)
    assert (own.state, own.next_digest) == ("disabled", None)


def test_those_of_the_pages_are_shown_in_each_state(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    def web() -> list[str]:
        return [own.state for own in stands(state_engine) if own.alert.name.startswith("web:")]

    ask_for(rate="hourly")
    waiting = web()
    alert = confirm(state_engine, tokens, token_in(mailed(state_engine)[0]), NOW + timedelta(hours=1))
    confirmed = web()
    stop(state_engine, {}, alert.name, "asked by phone", NOW)
    assert (waiting, confirmed, web()) == (["pending"], ["active"], ["stopped"])


def test_whose_mails_come_back_is_shown_as_paused_and_until_when(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        for mail in ("1", "2", "3"):
            sent = {"id": mail, "subscriber": WHO, "state": "bounced", "body": "", "created": 0.0, "settled": NOW.timestamp()}
            connection.execute(db.mails.insert().values(sent))
            report = {"id": mail, "subscriber": WHO, "mail": mail, "kind": "soft", "at": NOW.timestamp(), "said": "full"}
            connection.execute(db.bounces.insert().values(report))
    (own,) = stands(state_engine, rate="immediate")
    assert (own.state, own.next_digest) == ("paused", NOW + timedelta(days=1))


def test_a_feed_of_an_address_that_is_gone_goes_on_without_a_digest(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        suppress(connection, (WHO, EVERYTHING), "hard", "no such user", NOW)
    (own,) = stands(state_engine, outlets=("mail", "feed"))
    assert (own.state, own.next_digest) == ("active", None)


def test_a_hit_that_two_searches_tell_counts_for_both(state_engine: Engine) -> None:
    with db.writing(state_engine) as connection:
        row = {"alert": "another", "subscriber": WHO, "subject": "p", "event": "new", "hit": {}, "at": 0.0, "mail": "m"}
        told = connection.scalars(db.ledger.insert().values(row).returning(db.ledger.c.id)).one()
        connection.execute(db.ledger_alerts.insert(), [{"ledger_id": told, "alert": name} for name in ("another", "desk")])
    (own,) = stands(state_engine)
    assert (own.told, own.waiting) == (1, 0)
