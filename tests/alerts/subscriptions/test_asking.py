from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine, select

from alerts.subscriptions.active import EVERYTHING, load_subscriptions, suppress
from alerts.subscriptions.confirming import confirm
from alerts.subscriptions.tokens import Tokens
from alerts.subscriptions.upkeep import forget_unconfirmed
from compoundwatch import db
from compoundwatch.config import Settings
from tests.alerts.subscriptions.conftest import NOW, AskFor, mailed, token_in


def test_one_mail_asks_to_confirm(state_engine: Engine, ask_for: AskFor) -> None:
    assert ask_for()
    assert [mail["To"] for mail in mailed(state_engine)] == ["desk@ngo.example"]


def test_nobody_is_subscribed_by_asking(state_engine: Engine, ask_for: AskFor) -> None:
    ask_for()
    with state_engine.connect() as connection:
        assert not load_subscriptions(connection, {}).active


def test_where_and_when_it_was_asked_for_is_kept(state_engine: Engine, ask_for: AskFor) -> None:
    ask_for()
    with state_engine.connect() as connection:
        row = connection.execute(select(db.subscriptions)).one()
    assert (row.page, row.created, row.confirmed) == ("subscribe", NOW.timestamp(), None)


def test_an_address_gets_three_mails_a_day_however_it_is_tagged(state_engine: Engine, ask_for: AskFor) -> None:
    addresses = ["desk@ngo.example", "desk+a@ngo.example", "Desk@NGO.example", "desk+b@ngo.example", "desk@ngo.example"]
    assert [ask_for(email=address) for address in addresses] == [True, True, True, False, False]
    assert ask_for(email="des_@ngo.example")
    assert len(mailed(state_engine)) == 4


def test_the_next_day_it_may_ask_again(ask_for: AskFor) -> None:
    for _ in range(4):
        ask_for()
    assert ask_for(at=NOW + timedelta(days=1, minutes=1))


def test_what_was_confirmed_does_not_count(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    for number in range(3):
        ask_for(query=f"park {number}")
    for mail in mailed(state_engine):
        confirm(state_engine, tokens, token_in(mail), NOW)
    assert ask_for(query="one more")


def test_who_refused_all_mail_gets_none(state_engine: Engine, ask_for: AskFor) -> None:
    with db.writing(state_engine) as connection:
        suppress(connection, ("desk@ngo.example", EVERYTHING), "stop", "asked", NOW)
    assert not ask_for()
    assert not mailed(state_engine)


def test_who_stopped_one_alert_may_ask_for_another(state_engine: Engine, ask_for: AskFor, settings: Settings) -> None:
    with db.writing(state_engine) as connection:
        suppress(connection, ("desk@ngo.example", "web:old"), "stop", "asked", NOW)
    assert ask_for()
    with state_engine.connect() as connection:
        subscriptions = load_subscriptions(connection, {})
    assert subscriptions.reachable("desk@ngo.example", asked=True)
    assert not subscriptions.reachable("desk@ngo.example")


def test_the_mail_offers_to_refuse_all_mail(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    words = tokens.read("stop", token_in(mailed(state_engine)[0], "stop"), NOW)
    assert words == ("desk@ngo.example", EVERYTHING)


def test_what_a_stranger_typed_is_harmless_in_the_mail(state_engine: Engine, ask_for: AskFor) -> None:
    ask_for(query='see https://evil.example/x <a href="https://evil.example">win</a> ')
    mail = mailed(state_engine)[0]
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        assert "evil.example" not in part.get_content()
        assert '<a href="https://evil' not in part.get_content()


def test_what_nobody_confirms_is_forgotten_after_a_week(state_engine: Engine, ask_for: AskFor) -> None:
    ask_for()
    with db.writing(state_engine) as connection:
        assert forget_unconfirmed(connection, NOW + timedelta(days=6)) == 0
        assert forget_unconfirmed(connection, NOW + timedelta(days=8)) == 1
    assert not mailed(state_engine)
    with state_engine.connect() as connection:
        assert not connection.execute(select(db.subscriptions)).all()
