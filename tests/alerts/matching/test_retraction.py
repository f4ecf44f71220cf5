from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select

from alerts.digest.queue import queue_digests
from alerts.matching.match import match_changes
from alerts.matching.retraction import record_review
from alerts.subscriptions.active import stop
from compoundwatch import db
from compoundwatch.config import AlertConfig, Settings
from compoundwatch.posting import TaggedPosting
from index.embedded import EmbeddedStore
from tests.alerts.matching.desk import Desk, MakeTagged, SaveAlert

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


@pytest.fixture
def told(
    engine: Engine,
    store: EmbeddedStore,
    settings: Settings,
    make_tagged: Callable[..., TaggedPosting],
    save_alert: Callable[..., AlertConfig],
) -> str:
    """A posting that two subscribers were told of."""
    save_alert("first", email="a@ngo.example")
    save_alert("second", email="b@ngo.example")
    posting = make_tagged()
    store.upsert([posting], at=NOW)
    match_changes(engine, store, settings.alerts(), NOW)
    queue_digests(engine, settings, NOW)
    return posting.id


def corrections(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        rows = connection.execute(select(db.ledger).where(db.ledger.c.event.startswith("retracted")).order_by(db.ledger.c.id))
        return [row.subscriber for row in rows]


def test_a_wrong_flag_is_taken_back_from_all_who_were_told(engine: Engine, told: str) -> None:
    record_review(engine, told, "wrong", "registered employer", NOW)
    assert corrections(engine) == ["a@ngo.example", "b@ngo.example"]


def test_the_same_decision_again_corrects_nobody_twice(engine: Engine, settings: Settings, told: str) -> None:
    record_review(engine, told, "wrong", "registered employer", NOW)
    queue_digests(engine, settings, NOW)
    assert record_review(engine, told, "wrong", "registered employer", NOW) == 0


@pytest.mark.parametrize("decision", ["confirmed", "unsure"])
def test_other_decisions_correct_nothing(engine: Engine, told: str, decision: str) -> None:
    record_review(engine, told, decision, "spoke to a survivor", NOW)  # type: ignore[arg-type]
    assert corrections(engine) == []


def test_the_correction_is_one_mail_a_subscriber(engine: Engine, settings: Settings, told: str) -> None:
    record_review(engine, told, "wrong", "registered employer", NOW)
    assert queue_digests(engine, settings, NOW) == 2


def test_a_correction_reaches_those_whose_search_was_removed(engine: Engine, settings: Settings, told: str) -> None:
    (settings.configs / "alerts" / "first.yml").unlink()
    record_review(engine, told, "wrong", "registered employer", NOW)
    assert queue_digests(engine, settings, NOW) == 2


def test_a_correction_does_not_reach_those_who_said_stop(engine: Engine, settings: Settings, told: str) -> None:
    stop(engine, settings.alerts(), "first", "asked", NOW)
    record_review(engine, told, "wrong", "registered employer", NOW)
    assert queue_digests(engine, settings, NOW) == 1


def test_the_mail_says_why_and_not_again_what_was_wrong(engine: Engine, settings: Settings, told: str) -> None:
    record_review(engine, told, "wrong", "registered employer", NOW)
    with engine.connect() as connection:
        hit = connection.scalars(select(db.ledger.c.hit).where(db.ledger.c.event.startswith("retracted"))).first()
    assert hit is not None
    assert (hit["note"], hit["reasons"], hit["compounds"]) == ("Reason of the reviewer: registered employer", [], [])


def test_a_correction_goes_the_way_the_hit_went(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(outlets=["webhook", "feed"], webhook="https://hooks.ngo.example/cw")
    posting = make_tagged()
    desk.index(posting)
    desk.match()
    with db.writing(desk.engine) as connection:
        connection.execute(db.webhook_calls.update().values(state="sent", tries=1))
    record_review(desk.engine, posting.id, "wrong", "registered employer", NOW)
    assert [row.state for row in desk.rows(db.webhook_calls)] == ["sent", "queued"]
    assert [(row.hit["kind"], row.beat) for row in desk.ledger()] == [("new", ""), ("retracted", "")]
    assert [row.alert for row in desk.rows(db.ledger_alerts)] == ["desk", "desk"]


def test_a_correction_waits_for_no_digest(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(rate="monthly")
    posting = make_tagged()
    desk.index(posting)
    desk.match()
    with db.writing(desk.engine) as connection:
        connection.execute(db.ledger.update().values(mail="m1"))
    record_review(desk.engine, posting.id, "wrong", "registered employer", NOW)
    assert [row.beat for row in desk.ledger()][1:] == ["immediate"]


def test_what_a_feed_has_shown_before_its_mail_is_corrected_there(
    desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert
) -> None:
    save_alert(outlets=["mail", "feed"], rate="monthly")
    posting = make_tagged()
    desk.index(posting)
    desk.match()
    assert record_review(desk.engine, posting.id, "wrong", "registered employer", NOW, feeds={"desk"}) == 1
    assert [(row.hit["kind"], row.beat) for row in desk.ledger()] == [("new", ""), ("retracted", "")]


def test_what_was_not_told_yet_is_taken_back_in_silence(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(outlets=["mail", "webhook"], webhook="https://hooks.ngo.example/cw")
    posting = make_tagged()
    desk.index(posting)
    desk.match()
    assert record_review(desk.engine, posting.id, "wrong", "registered employer", NOW) == 0
    assert desk.ledger() == desk.rows(db.webhook_calls) == []
