"""What of many hits a mail shows: one card a campaign, the gravest first, everything counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from alerts.digest.choose import Chosen, choose
from alerts.matching.hit import Hit, HitContact
from alerts.matching.notice import Notice
from compoundwatch import db

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
MakeHit = Callable[..., Hit]
Choose = Callable[..., Chosen]


@pytest.fixture
def chosen(state_engine: Engine, write_down: Callable[..., None]) -> Choose:
    """Write entries down, put them into one mail, and choose."""

    def run(*entries: Hit | Notice, most: int = 50) -> Chosen:
        write_down(*entries, into=state_engine)
        with db.writing(state_engine) as connection:
            connection.execute(db.ledger.update().values(mail="a"))
            return choose(connection, "a", most)

    return run


@pytest.fixture
def copy_of(build_hit: MakeHit) -> MakeHit:
    """The `number`th copy of a campaign."""

    def build(number: int, campaign: str = "f", **more: object) -> Hit:
        hit: Hit = build_hit("copy", native_id=str(number), compound=None)
        return hit.model_copy(update={"campaign": campaign * 32, **more})

    return build


def test_copies_of_a_campaign_are_one_card_with_what_is_new_of_them(copy_of: MakeHit, chosen: Choose) -> None:
    contact = HitContact(type="telegram", value="new_boss")
    copies = [
        copy_of(1, source="a", new_board=True),
        copy_of(2, source="b", new_board=True, new_contacts=(contact,)),
        copy_of(3, source="c", new_contacts=(contact,)),
        copy_of(4, source="c"),
    ]
    (card,) = chosen(*copies).cards
    assert (card.growth.adverts, card.growth.boards, card.growth.new_boards) == (4, 3, 2)
    assert card.growth.new_contacts == (contact,)


def test_the_gravest_of_a_campaign_is_shown(build_hit: MakeHit, chosen: Choose) -> None:
    hits = [
        build_hit("copy", native_id=str(number), compound=None).model_copy(update={"campaign": "f" * 32}) for number in range(3)
    ]
    hits[1] = hits[1].model_copy(update={"score": 0.99})
    assert chosen(*hits).cards[0].hit.posting_id == hits[1].posting_id


def test_what_is_new_is_shown_before_its_copies(build_hit: MakeHit, chosen: Choose) -> None:
    new = build_hit("new", native_id="1", level="watch")
    copy = build_hit("copy", native_id="2").model_copy(update={"campaign": new.campaign})
    (card,) = chosen(copy, new).cards
    assert (card.hit.kind, [other.kind for other in card.others]) == ("new", ["copy"])


def test_each_correction_is_told_by_itself(build_hit: MakeHit, chosen: Choose) -> None:
    hits = [build_hit("retracted", native_id=str(number)).model_copy(update={"campaign": "f" * 32}) for number in range(3)]
    assert len(chosen(*hits).cards) == 3


def test_a_long_campaign_gets_a_few_lines_and_a_count(copy_of: MakeHit, chosen: Choose) -> None:
    (card,) = chosen(*map(copy_of, range(20))).cards
    assert (len(card.others), card.uncounted) == (5, 14)


def test_the_gravest_fit_and_all_are_counted(build_hit: MakeHit, chosen: Choose) -> None:
    hits = [build_hit(native_id=str(number), compound=None).model_copy(update={"score": number / 40}) for number in range(40)]
    found = chosen(*hits, most=3)
    assert ([card.hit.score for card in found.cards], found.counts) == ([39 / 40, 38 / 40, 37 / 40], {"new": 40})


def test_corrections_and_links_to_compounds_come_before_a_high_score(build_hit: MakeHit, chosen: Choose) -> None:
    grave = build_hit(native_id="1", compound=None).model_copy(update={"score": 1.0})
    linked = build_hit(native_id="2", level="low")
    wrong = build_hit("retracted", native_id="3", compound=None).model_copy(update={"score": 0.1})
    assert [card.hit.posting_id for card in chosen(grave, linked, wrong, most=3).cards] == [
        hit.posting_id for hit in (wrong, linked, grave)
    ]


def test_a_campaign_that_was_pushed_out_comes_back_with_a_graver_copy(copy_of: MakeHit, chosen: Choose) -> None:
    scores = (("a", 0.2), ("b", 0.5), ("c", 0.6), ("a", 0.9))
    hits = [copy_of(number, campaign, score=score) for number, (campaign, score) in enumerate(scores)]
    assert [(card.hit.score, card.growth.adverts) for card in chosen(*hits, most=2).cards] == [(0.9, 2), (0.6, 1)]


def test_notices_are_told_in_their_order(notice: Notice, build_hit: MakeHit, chosen: Choose) -> None:
    back = notice.model_copy(update={"kind": "back", "until": NOW - timedelta(hours=1)})
    found = chosen(notice, build_hit(), back)
    assert ([told.kind for told in found.notices], found.counts) == (["down", "back"], {"new": 1})
