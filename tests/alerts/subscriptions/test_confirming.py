from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from alerts.subscriptions.active import EVERYTHING, load_subscriptions, suppress
from alerts.subscriptions.confirming import confirm, read_request
from alerts.subscriptions.tokens import BadTokenError, Tokens
from compoundwatch import db
from tests.alerts.subscriptions.conftest import NOW, AskFor, mailed, token_in


def active(engine: Engine) -> dict[str, list[str]]:
    """Subscriber → the queries that hold."""
    with engine.connect() as connection:
        found = load_subscriptions(connection, {}).active
    return {who: sorted(alert.query for alert in alerts.values()) for who, alerts in found.items()}


def newest_token(engine: Engine, seen: set[str] | None = None) -> str:
    """The link that was not there before."""
    return next(token for token in map(token_in, mailed(engine)) if token not in (seen or set()))


def test_the_button_makes_it_active(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    alert = confirm(state_engine, tokens, newest_token(state_engine), NOW)
    assert active(state_engine) == {"desk@ngo.example": ['"KK Park"']}
    assert "21 November 2026" in alert.consent


def test_looking_at_the_link_confirms_nothing(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    with state_engine.connect() as connection:
        assert read_request(connection, tokens, newest_token(state_engine), NOW).query == '"KK Park"'
    assert active(state_engine) == {}


def test_a_link_works_once(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    token = newest_token(state_engine)
    confirm(state_engine, tokens, token, NOW)
    with pytest.raises(BadTokenError, match="used already"):
        confirm(state_engine, tokens, token, NOW)


def test_a_link_ends_after_two_days(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    with pytest.raises(BadTokenError, match="ask for a new one"):
        confirm(state_engine, tokens, newest_token(state_engine), NOW + timedelta(hours=48, seconds=1))


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: "x" + token, lambda token: "", lambda token: "ä" * 5000]
)
def test_a_false_link_confirms_nothing(state_engine: Engine, ask_for: AskFor, tokens: Tokens, change) -> None:  # type: ignore[no-untyped-def]
    ask_for()
    with pytest.raises(BadTokenError):
        confirm(state_engine, tokens, change(newest_token(state_engine)), NOW)


def test_a_link_of_another_purpose_confirms_nothing(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    with state_engine.connect() as connection:
        row = connection.execute(select(db.subscriptions)).one()
    with pytest.raises(BadTokenError):
        confirm(state_engine, tokens, tokens.sign("manage", (row.id, row.nonce)), NOW)


def test_a_new_address_takes_over_when_it_confirms(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    first = newest_token(state_engine)
    old = confirm(state_engine, tokens, first, NOW)
    ask_for(email="new@ngo.example", replaces=old.name.removeprefix("web:"))
    assert active(state_engine) == {"desk@ngo.example": ['"KK Park"']}
    confirm(state_engine, tokens, newest_token(state_engine, {first}), NOW)
    assert active(state_engine) == {"new@ngo.example": ['"KK Park"']}


def test_the_same_search_twice_is_kept_once(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    ask_for()
    names = {confirm(state_engine, tokens, token, NOW).name for token in map(token_in, mailed(state_engine))}
    assert len(names) == 1
    assert active(state_engine) == {"desk@ngo.example": ['"KK Park"']}


def test_who_refuses_all_mail_is_not_subscribed_by_an_older_link(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> None:
    ask_for()
    with db.writing(state_engine) as connection:
        suppress(connection, ("desk@ngo.example", EVERYTHING), "stop", "asked", NOW)
    with pytest.raises(BadTokenError, match="refused all mail"):
        confirm(state_engine, tokens, newest_token(state_engine), NOW)
