"""The nightly sweep finds what matching has missed, and tells nothing twice."""

from __future__ import annotations

from datetime import timedelta

from alerts.matching.match import OVERLAP
from compoundwatch import db
from tests.alerts.matching.desk import NOW, Desk, MakeTagged, SaveAlert

LATER = NOW + timedelta(days=1)
BODY = "Work abroad, free ticket. Telegram @hr_blue_door"
NAMES_IT = "Typists for KK Park wanted at once. Telegram @hr_blue_door"


def test_what_was_matched_is_not_told_again(any_desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    any_desk.index(make_tagged())
    any_desk.match()
    assert any_desk.sweep() == []


def test_changes_that_matching_passed_over_are_told(any_desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    any_desk.match()
    any_desk.index(make_tagged())
    with db.writing(any_desk.engine) as connection:
        connection.execute(db.insert_new(connection, db.cursors).values(name="alerts", seq=0))
        connection.execute(db.cursors.update().where(db.cursors.c.name == "alerts").values(seq=10 * OVERLAP))
    assert any_desk.match() == []
    assert [hit.kind for hit in any_desk.sweep()] == ["new"]


def test_an_advert_told_for_its_indicators_is_told_when_it_is_linked(
    any_desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert
) -> None:
    save_alert(query="ticket")
    any_desk.index(make_tagged(text=BODY, compound=None))
    any_desk.match()
    any_desk.index(make_tagged(text=NAMES_IT, native_id="2", source="feed"), at=LATER)
    any_desk.match(LATER)
    (hit,) = any_desk.sweep(LATER)
    assert (hit.kind, [link.by for link in hit.compounds]) == ("linked", ["contact"])


def test_a_link_is_told_once(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(query="ticket")
    desk.index(make_tagged(text=BODY, compound=None))
    desk.match()
    desk.index(make_tagged(text=NAMES_IT, native_id="2", source="feed"), at=LATER)
    desk.match(LATER)
    desk.sweep(LATER)
    assert desk.sweep(LATER) + desk.match(LATER) == []


def test_an_advert_that_was_held_back_is_new_when_it_is_linked(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(query="ticket", tell=["compound_linked"])
    desk.match()
    desk.index(make_tagged(text=BODY, compound=None))
    desk.match()
    desk.index(make_tagged(text=NAMES_IT, native_id="2", source="feed"), at=LATER)
    told = desk.match(LATER) + desk.sweep(LATER)
    assert [hit.kind for hit in told] == ["new"]


def test_what_was_imported_silently_is_never_told(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(query="ticket")
    desk.match()
    desk.index(make_tagged(text=BODY, compound=None), silent=True)
    desk.index(make_tagged(text=NAMES_IT, native_id="2", source="feed"), at=LATER)
    assert desk.match(LATER) + desk.sweep(LATER) == []


def test_nothing_from_before_a_search_is_told_when_it_is_linked(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    desk.index(make_tagged(text=BODY, compound=None))
    desk.match(NOW + timedelta(hours=1))
    save_alert(query="ticket")
    desk.index(make_tagged(text=NAMES_IT, native_id="2", source="feed"), at=LATER)
    assert desk.match(LATER) + desk.sweep(LATER) == []
