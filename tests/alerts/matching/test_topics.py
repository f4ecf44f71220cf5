"""What a saved search is told as, by which outlets, and since when."""

from __future__ import annotations

from datetime import timedelta

import pytest

from compoundwatch import db
from tests.alerts.matching.desk import NOW, Desk, MakeTagged, SaveAlert

LATER = NOW + timedelta(days=1)
LONG = "Work with free ticket for typists who speak Chinese and English well, two meals a day and a shared room. Telegram @"


@pytest.mark.parametrize(
    ("tell", "kinds"),
    [
        (["compound_linked"], []),
        (["indicators"], ["new"]),
        (["campaign_growth"], ["copy"]),
        (["indicators", "campaign_growth"], ["new", "copy"]),
        (["source_health"], []),
    ],
)
def test_only_what_was_asked_for_is_told(
    desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert, tell: list[str], kinds: list[str]
) -> None:
    save_alert(query="typists", tell=tell)
    desk.index(make_tagged(text=f"{LONG}hr_blue_door", compound=None))
    first = desk.match()
    desk.index(make_tagged(text=f"{LONG}hr_red_gate", handle="hr_red_gate", native_id="2", compound=None), at=LATER)
    assert [hit.kind for hit in first + desk.match(LATER)] == kinds


def test_a_filter_holds_a_posting_back(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(countries=["KH"])
    desk.index(make_tagged())
    assert desk.match() == []


def test_a_search_tells_nothing_from_before_it_was_made(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    desk.index(make_tagged())
    desk.match()
    save_alert()
    assert desk.match() + desk.sweep() == []


def test_a_search_that_was_changed_tells_nothing_from_before(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(query="Rotterdam")
    desk.index(make_tagged())
    desk.match()
    save_alert(query='"KK Park"')
    assert desk.match() + desk.sweep() == []


def test_another_hour_of_the_digest_is_no_new_search(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(rate="daily", hour=7)
    desk.match()
    before = desk.rows(db.starts)
    desk.index(make_tagged())
    desk.match()
    save_alert(rate="daily", hour=9)
    desk.match()
    assert desk.rows(db.starts) == before


def test_the_soonest_digest_tells_what_two_searches_found(any_desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert("weekly", rate="weekly")
    save_alert("hourly", rate="hourly")
    any_desk.index(make_tagged())
    any_desk.match()
    assert [row.beat for row in any_desk.ledger()] == ["hourly"]


def test_every_search_that_found_it_is_written_down(any_desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert("first")
    save_alert("second", query="ticket")
    any_desk.index(make_tagged())
    any_desk.match()
    assert sorted(row.alert for row in any_desk.rows(db.ledger_alerts)) == ["first", "second"]


def test_each_search_with_a_webhook_gets_a_call(any_desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert("mailed")
    save_alert("called", outlets=["webhook"], webhook="https://hooks.ngo.example/cw")
    any_desk.index(make_tagged())
    any_desk.match()
    assert [(row.alert, row.state) for row in any_desk.rows(db.webhook_calls)] == [("called", "queued")]


def test_what_no_mail_tells_waits_for_none(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(outlets=["feed"])
    desk.index(make_tagged())
    desk.match()
    assert [row.beat for row in desk.ledger()] == [""]
