from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

import pytest

from alerts.matching.match import BATCH
from alerts.matching.retraction import record_review
from alerts.subscriptions.active import stop
from compoundwatch import db
from tests.alerts.matching.desk import NOW, Desk, MakeTagged, SaveAlert

LATER = NOW + timedelta(days=1)
LONG = (
    "Work in KK Park with free ticket for typists who speak Chinese and English well, two meals a day and a shared room. Telegram @"
)


def test_a_new_posting_that_matches_is_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged())
    assert [hit.kind for hit in desk.match()] == ["new"]


def test_a_posting_that_does_not_match_is_not_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(query="Rotterdam")
    desk.index(make_tagged())
    assert desk.match() == []


def test_a_compound_link_is_told_at_any_level(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(min_level="critical")
    desk.index(make_tagged(level="low"))
    assert [hit.kind for hit in desk.match()] == ["new"]


def test_without_a_compound_the_level_decides(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(min_level="critical")
    desk.index(make_tagged(level="high", compound=None))
    assert desk.match() == []


def test_two_searches_of_one_subscriber_make_one_hit(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert("first")
    save_alert("second", query="ticket")
    desk.index(make_tagged())
    assert [hit.alerts for hit in desk.match()] == [("first", "second")]


def test_each_subscriber_is_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert("first", email="a@ngo.example")
    save_alert("second", email="b@ngo.example")
    desk.index(make_tagged())
    desk.match()
    assert [row.subscriber for row in desk.ledger()] == ["a@ngo.example", "b@ngo.example"]


def test_nothing_is_matched_twice(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged())
    desk.match()
    assert desk.match() == []


def test_a_cursor_that_is_lost_tells_nothing_twice(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged())
    desk.match()
    with desk.engine.begin() as connection:
        connection.execute(db.cursors.delete())
    assert desk.match() == []


def test_silent_changes_are_not_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged(), silent=True)
    assert desk.match() == []


def test_an_edit_beside_what_matched_is_not_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged())
    desk.match()
    desk.index(make_tagged(text="Work in KK Park, free ticket. Telegram @hr_blue_door. Updated today"), at=LATER)
    assert desk.match(LATER) == []


def test_an_edit_of_the_risk_level_is_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged(level="watch"))
    desk.match()
    desk.index(make_tagged(text="Work in KK Park, free ticket, passport kept. Telegram @hr_blue_door", level="critical"), at=LATER)
    assert [(hit.kind, hit.note) for hit in desk.match(LATER)] == [("edited", "Risk level watch → critical.")]


def test_an_edit_that_removes_what_matched_is_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged())
    desk.match()
    desk.index(make_tagged(text="Work abroad, free ticket. Telegram @hr_blue_door", compound=None), at=LATER)
    assert [hit.matched for hit in desk.match(LATER)] == [False]


def test_an_edit_that_makes_a_posting_match_is_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged(text="Work abroad, free ticket. Telegram @hr_blue_door", compound=None))
    desk.match()
    desk.index(make_tagged(), at=LATER)
    hits = desk.match(LATER)
    assert [hit.kind for hit in hits] == ["edited"]


def test_gone_is_told_to_those_who_were_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert("told", email="told@ngo.example")
    save_alert("other", email="other@ngo.example", query="Rotterdam")
    posting = make_tagged()
    desk.index(posting)
    desk.match()
    desk.store.sighted([], [posting.id], at=LATER)
    desk.match(LATER)
    assert [(row.subscriber, row.hit["kind"]) for row in desk.ledger()[1:]] == [("told@ngo.example", "gone")]


def test_each_return_is_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    posting = make_tagged()
    desk.index(posting)
    for days, gone in ((1, True), (2, False), (3, True), (4, False)):
        moment = NOW + timedelta(days=days)
        desk.store.sighted([] if gone else [posting.id], [posting.id] if gone else [], at=moment)
        desk.match(moment)
    assert [row.hit["kind"] for row in desk.ledger()] == ["new", "gone", "returned", "gone", "returned"]


def test_a_copy_under_another_contact_is_told_as_growth(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(make_tagged(text=f"{LONG}hr_blue_door"))
    desk.match()
    desk.index(make_tagged(text=f"{LONG}hr_red_gate", handle="hr_red_gate", native_id="2", source="feed"), at=LATER)
    (hit,) = desk.match(LATER)
    assert (hit.kind, hit.note) == ("copy", "Returned under another contact.")


def test_growth_is_told_also_where_the_copy_does_not_match(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(query="telegram:hr_blue_door")
    desk.index(make_tagged(text=f"{LONG}hr_blue_door"))
    desk.match()
    desk.index(make_tagged(text=f"{LONG}hr_red_gate", handle="hr_red_gate", native_id="2", source="feed"), at=LATER)
    assert [hit.kind for hit in desk.match(LATER)] == ["copy"]


def test_a_campaign_is_new_only_once(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    desk.index(*(make_tagged(text=f"{LONG}hr_blue_door", native_id=str(number)) for number in range(4)))
    assert [hit.kind for hit in desk.match()] == ["new", "copy", "copy", "copy"]


def test_a_disabled_search_tells_nothing(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(enabled=False)
    desk.index(make_tagged())
    assert desk.match() == []


@pytest.mark.parametrize("whom", ["desk", "Hotline@ngo.example"])
def test_stop_is_honoured(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert, whom: str) -> None:
    save_alert()
    stop(desk.engine, desk.settings.alerts(), whom, "asked", NOW)
    desk.index(make_tagged())
    assert desk.match() == []


def test_a_posting_found_wrong_is_not_told_again(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    posting = make_tagged()
    desk.index(posting)
    record_review(desk.engine, posting.id, "wrong", "registered employer", NOW)
    assert desk.match() == []


def test_more_changes_than_one_batch_are_all_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    words = [" ".join(sha256(f"{number} {part}".encode()).hexdigest() for part in range(3)) for number in range(BATCH + 10)]
    desk.index(*(make_tagged(text=f"KK Park {text}", native_id=text[:8], handle=None, compound=None) for text in words))
    assert len({hit.posting_id for hit in desk.match()}) == BATCH + 10
