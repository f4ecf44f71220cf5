from __future__ import annotations

import pytest
from sqlalchemy import Engine

from alerts.subscriptions.active import EVERYTHING, StopKind, load_subscriptions, suppress
from alerts.subscriptions.confirming import confirm
from alerts.subscriptions.own import change_own, deliveries, own_alerts, resume_own, stop_own, stops
from alerts.subscriptions.tokens import Tokens
from compoundwatch import db
from compoundwatch.config import AlertConfig
from compoundwatch.errors import UsageError
from tests.alerts.subscriptions.conftest import NOW, AskFor, mailed, token_in, wish

WHO = "desk@ngo.example"


@pytest.fixture
def alert(state_engine: Engine, ask_for: AskFor, tokens: Tokens) -> AlertConfig:
    """One that was confirmed."""
    ask_for()
    return confirm(state_engine, tokens, token_in(mailed(state_engine)[0]), NOW)


def queries(engine: Engine) -> list[str]:
    """What is active."""
    with engine.connect() as connection:
        return [alert.query for own in load_subscriptions(connection, {}).active.values() for alert in own.values()]


def test_alerts_of_files_and_pages_are_one_list(state_engine: Engine, alert: AlertConfig) -> None:
    files = {"desk": wish("casino"), "other": wish("casino", email="other@ngo.example")}
    with state_engine.connect() as connection:
        own = own_alerts(connection, files, WHO)
    assert {each.alert.query: each.changeable for each in own} == {"casino": False, '"KK Park"': True}


def test_what_was_not_confirmed_is_not_shown(state_engine: Engine, ask_for: AskFor) -> None:
    ask_for()
    with state_engine.connect() as connection:
        assert not own_alerts(connection, {}, WHO)


def test_a_change_holds_at_once(state_engine: Engine, alert: AlertConfig) -> None:
    change_own(state_engine, WHO, alert.name.removeprefix("web:"), wish("casino"), NOW)
    assert queries(state_engine) == ["casino"]


def test_nobody_changes_the_alert_of_another(state_engine: Engine, alert: AlertConfig) -> None:
    with pytest.raises(UsageError):
        change_own(state_engine, "thief@ngo.example", alert.name.removeprefix("web:"), wish("x", email="thief@ngo.example"), NOW)
    assert queries(state_engine) == ['"KK Park"']


@pytest.mark.parametrize("everything", [True, False])
def test_a_stop_can_be_taken_back(state_engine: Engine, alert: AlertConfig, everything: bool) -> None:
    name = EVERYTHING if everything else alert.name
    stop_own(state_engine, WHO, name, NOW, "a test")
    stop_own(state_engine, WHO, name, NOW, "a test")
    stopped = queries(state_engine)
    resume_own(state_engine, WHO, name, NOW)
    assert (stopped, queries(state_engine)) == ([], ['"KK Park"'])


@pytest.mark.parametrize("kind", ["hard", "complaint"])
def test_a_bounce_or_complaint_cannot(state_engine: Engine, alert: AlertConfig, kind: StopKind) -> None:
    with db.writing(state_engine) as connection:
        suppress(connection, (WHO, EVERYTHING), kind, "came back", NOW)
    with pytest.raises(UsageError, match="write to the address"):
        resume_own(state_engine, WHO, EVERYTHING, NOW)
    with state_engine.connect() as connection:
        assert stops(connection, WHO) == {EVERYTHING: kind}


def test_what_became_of_each_mail_is_shown(state_engine: Engine, alert: AlertConfig) -> None:
    with state_engine.connect() as connection:
        assert [(mail.kind, mail.state) for mail in deliveries(connection, WHO)] == [("confirmation", "queued")]
