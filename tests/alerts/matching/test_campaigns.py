"""A campaign is told once, then as what is new about it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alerts.matching.silence import SILENCE
from tests.alerts.matching.desk import NOW, Desk, MakeTagged, SaveAlert

DAY = timedelta(days=1)
LATER = NOW + DAY
LONG = (
    "Work in KK Park with free ticket for typists who speak Chinese and English well, two meals a day and a shared room. Telegram @"
)


@pytest.fixture
def known(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> Desk:
    """A campaign that one subscriber was told of, by one board under one contact."""
    save_alert()
    desk.index(make_tagged(text=f"{LONG}hr_blue_door"))
    desk.match()
    return desk


def test_another_board_is_new(known: Desk, make_tagged: MakeTagged) -> None:
    known.index(make_tagged(text=f"{LONG}hr_blue_door", native_id="2", source="feed"), at=LATER)
    assert [(hit.kind, hit.new_board, hit.new_contacts) for hit in known.match(LATER)] == [("copy", True, ())]


def test_another_contact_is_new(known: Desk, make_tagged: MakeTagged) -> None:
    known.index(make_tagged(text=f"{LONG}hr_red_gate", handle="hr_red_gate", native_id="2"), at=LATER)
    (hit,) = known.match(LATER)
    assert (hit.new_board, [contact.value for contact in hit.new_contacts]) == (False, ["hr_red_gate"])


def test_what_is_new_is_known_from_the_ledger(any_desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert()
    for number, (at, handle) in enumerate(((NOW, "hr_blue_door"), (LATER, "hr_red_gate"), (LATER + DAY, "hr_blue_door"))):
        any_desk.index(make_tagged(text=f"{LONG}{handle}", handle=handle, native_id=str(number)), at=at)
        any_desk.match(at)
    assert [len(row.hit["new_contacts"]) for row in any_desk.ledger()] == [0, 1, 0]


def test_what_is_new_is_new_once(known: Desk, make_tagged: MakeTagged) -> None:
    copies = (make_tagged(text=f"{LONG}hr_red_gate", handle="hr_red_gate", native_id=n, source="feed") for n in ("2", "3"))
    known.index(*copies, at=LATER)
    assert [(hit.new_board, len(hit.new_contacts)) for hit in known.match(LATER)] == [(True, 1), (False, 0)]


def test_what_is_new_counts_for_each_subscriber(known: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    known.index(make_tagged(text=f"{LONG}hr_blue_door", native_id="2", source="feed"), at=LATER)
    save_alert("late", email="late@ngo.example")
    known.match(LATER)
    known.index(make_tagged(text=f"{LONG}hr_blue_door", native_id="3"), at=LATER + DAY)
    known.match(LATER + DAY)
    assert [(row.subscriber, row.hit["new_board"]) for row in known.ledger()[-2:]] == [
        ("hotline@ngo.example", False),
        ("late@ngo.example", True),
    ]


def test_a_copy_after_a_long_silence_is_a_return(known: Desk, make_tagged: MakeTagged) -> None:
    moment = NOW + SILENCE
    known.index(*(make_tagged(text=f"{LONG}hr_blue_door", native_id=n) for n in ("2", "3")), at=moment)
    assert [(hit.kind, hit.silent_since) for hit in known.match(moment)] == [("resurfaced", NOW), ("copy", None)]


def test_a_return_is_told_to_each_subscriber(known: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert("other", email="other@ngo.example")
    known.match()
    moment = NOW + SILENCE
    known.index(*(make_tagged(text=f"{LONG}hr_blue_door", native_id=n) for n in ("2", "3")), at=moment)
    known.match(moment)
    told = [(row.subscriber, row.hit["kind"]) for row in known.ledger()[1:]]
    assert told == [
        ("hotline@ngo.example", "resurfaced"),
        ("other@ngo.example", "resurfaced"),
        ("hotline@ngo.example", "copy"),
        ("other@ngo.example", "copy"),
    ]


def test_a_copy_after_a_day_is_no_return(known: Desk, make_tagged: MakeTagged) -> None:
    known.index(make_tagged(text=f"{LONG}hr_blue_door", native_id="2"), at=LATER)
    assert [hit.kind for hit in known.match(LATER)] == ["copy"]


def test_a_search_that_asks_for_no_growth_tells_a_campaign_once(desk: Desk, make_tagged: MakeTagged, save_alert: SaveAlert) -> None:
    save_alert(tell=["compound_linked", "indicators"])
    desk.index(*(make_tagged(text=f"{LONG}hr_blue_door", native_id=str(number)) for number in range(3)))
    assert [hit.kind for hit in desk.match()] == ["new"]


def test_an_advert_that_became_an_older_one_s_campaign_is_not_told_as_new(known: Desk, make_tagged: MakeTagged) -> None:
    early = NOW - DAY
    known.index(make_tagged(text=f"{LONG}hr_blue_door", native_id="old"), at=early)
    known.match(NOW)
    known.index(make_tagged(text=f"{LONG}hr_blue_door", native_id="3"), at=LATER)
    assert [hit.kind for hit in known.match(LATER)] == ["copy"]
