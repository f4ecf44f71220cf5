"""Campaigns, shared contacts and copies: what only the archive knows."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import permutations

import pytest

from compoundwatch.posting import Posting, TaggedPosting, posting_id
from compoundwatch.text import token_texts
from index.embedded import EmbeddedStore
from index.fingerprint import Fingerprint
from index.query import parse_query

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)

LURE = (
    "Customer chat officers wanted at once for our office near the river. Salary 1800 dollars every month plus bonus, free room,"
    " three meals and air ticket. No schooling needed, only quick typing. The driver meets you at the airport."
)
VARIANT = (
    "🔥🔥 CUSTOMER CHAT OFFICERS wanted at once for our office near the river!! Salary 2500 dollars every month + bonus; free room,"
    " three meals and air ticket 😀 No schooling needed, only q u i c k typing. The driver meets you at the airport."
)
UNLIKE = (
    "The municipal library looks for a colleague who repairs old books with patience and care, four mornings in the week, paid"
    " after the public tariff. Knowledge of paper and glue is welcome, training is given by the present master."
)
HANS = "东南亚直招打字员聊天客服不是中介会拼音打字就行无需学历无需经验月入两万包机票包签证包吃包住空调随时能走的来联系我们"
HANT = "東南亞直招打字員聊天客服不是仲介會拼音打字就行無需學歷無需經驗月入兩萬包機票包簽證包吃包住空調隨時能走的來聯繫我們"
KK_PARK = {"id": "kk-park", "name": "KK Park", "by": "name", "strength": 0.9, "distance_km": None, "reason": "named"}


def got(store: EmbeddedStore, name: str) -> Posting:
    found = store.get(posting_id("board", name))
    assert found is not None
    return found


def links(store: EmbeddedStore, name: str) -> list[tuple[str, str]]:
    return [(link.id, link.by) for link in got(store, name).compounds]


def test_one_alone_has_no_campaign(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("one", LURE), make_posting("two", UNLIKE)], at=now)

    assert (got(store, "one").campaign, got(store, "two").campaign) == (None, None)


@pytest.mark.parametrize(("first", "second"), [(LURE, VARIANT), (HANS, HANT)], ids=["rewritten", "other Chinese script"])
def test_variants_are_one_campaign_named_by_the_oldest(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime, first: str, second: str
) -> None:
    store.upsert([make_posting("one", first, telegram="lily")], at=now)
    store.upsert([make_posting("two", second, telegram="rose", hours=1)], at=now)

    assert got(store, "one").campaign == got(store, "two").campaign == posting_id("board", "one")


def test_the_first_member_is_found_by_the_campaign_too(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("one", LURE)], at=now)
    store.upsert([make_posting("two", VARIANT, hours=1)], at=now)

    assert store.search(parse_query(f"campaign:{posting_id('board', 'one')}")).total == 2


def test_an_older_member_that_arrives_late_gives_its_name_and_the_old_one_stays_good(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime
) -> None:
    store.upsert([make_posting("two", LURE, hours=1), make_posting("three", VARIANT, hours=2)], at=now)
    store.upsert([make_posting("one", LURE, hours=0)], at=now)

    assert {got(store, name).campaign for name in ("one", "two", "three")} == {posting_id("board", "one")}
    assert store.campaign(posting_id("board", "two")) == posting_id("board", "one")
    assert store.search(parse_query(f"campaign:{posting_id('board', 'two')}")).total == 3


def test_too_short_a_text_makes_no_campaign(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("one", "Hiring now!"), make_posting("two", "Hiring now")], at=now)

    assert got(store, "two").campaign is None


@pytest.mark.parametrize("order", list(permutations(["named", "silent"])))
def test_a_shared_contact_links_whichever_came_first(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime, order: tuple[str, ...]
) -> None:
    postings = {
        "named": make_posting("named", UNLIKE, telegram="lily", compounds=[KK_PARK]),
        "silent": make_posting("silent", LURE, telegram="lily"),
    }
    for name in order:
        store.upsert([postings[name]], at=now)

    assert (links(store, "named"), links(store, "silent")) == ([("kk-park", "name")], [("kk-park", "contact")])


def test_a_number_ties_whichever_app_it_is_given_for(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("named", UNLIKE, phone="+85512345678", compounds=[KK_PARK])], at=now)
    store.upsert([make_posting("silent", LURE, whatsapp="+85512345678")], at=now)

    assert links(store, "silent") == [("kk-park", "contact")]


def test_a_near_copy_of_one_that_names_a_compound_is_linked(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("silent", VARIANT)], at=now)
    store.upsert([make_posting("named", LURE, compounds=[KK_PARK], hours=1)], at=now)

    assert links(store, "silent") == [("kk-park", "campaign")]


def test_links_raise_the_risk_and_say_why(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("silent", LURE, telegram="lily")], at=now)
    before = got(store, "silent").risk
    store.upsert([make_posting("named", UNLIKE, telegram="lily", compounds=[KK_PARK])], at=now)
    after = got(store, "silent").risk

    assert after.score > before.score
    assert any("KK Park" in reason for reason in after.reasons)


def test_a_name_of_its_own_takes_the_place_of_an_older_link(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("named", UNLIKE, telegram="lily", compounds=[KK_PARK])], at=now)
    store.upsert([make_posting("silent", LURE, telegram="lily")], at=now)
    store.upsert([make_posting("silent", LURE, telegram="lily", compounds=[KK_PARK], hours=1)], at=now)

    assert links(store, "silent") == [("kk-park", "name")]


def test_a_contact_that_is_dropped_ties_no_more(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("named", UNLIKE, telegram="lily", compounds=[KK_PARK])], at=now)
    store.upsert([make_posting("silent", LURE, telegram="lily")], at=now)
    store.upsert([make_posting("named", UNLIKE, telegram="rose", compounds=[KK_PARK], hours=1)], at=now)

    assert links(store, "silent") == []


def test_one_that_names_a_compound_and_becomes_a_near_copy_links_the_others(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime
) -> None:
    store.upsert([make_posting("silent", LURE), make_posting("silent too", VARIANT)], at=now)
    store.upsert([make_posting("named", UNLIKE, compounds=[KK_PARK])], at=now)
    store.upsert([make_posting("named", VARIANT, compounds=[KK_PARK], hours=1)], at=now)

    assert links(store, "silent") == links(store, "silent too") == [("kk-park", "campaign")]


def test_a_contact_of_very_many_texts_ties_nobody(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    chance = random.Random(1)
    texts = [" ".join("".join(chance.choices("abcdefghijklmnop", k=6)) for _ in range(30)) for _ in range(40)]
    store.upsert([make_posting(f"p{number}", text, email="jobs@board.example") for number, text in enumerate(texts)], at=now)
    store.upsert([make_posting("named", LURE, email="jobs@board.example", compounds=[KK_PARK])], at=now)
    store.upsert([make_posting("last", HANS, email="jobs@board.example")], at=now)

    assert links(store, "last") == []


def test_a_copy_under_another_contact_is_told_with_its_origin(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime
) -> None:
    store.upsert([make_posting("one", LURE, telegram="lily")], at=now)
    store.upsert([make_posting("two", VARIANT, telegram="rose", hours=1)], at=now)

    assert [(change.event, change.origin) for change in store.since(0)] == [("new", None), ("copy", posting_id("board", "one"))]


def test_a_repost_under_the_same_contact_is_new(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("one", LURE, telegram="lily"), make_posting("two", VARIANT, telegram="lily", hours=1)], at=now)

    assert [change.event for change in store.since(0)] == ["new", "new"]


def test_a_copy_of_one_that_is_gone_is_told_with_its_origin(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("one", LURE, telegram="lily")], at=now)
    store.sighted([], [posting_id("board", "one")], at=now + HOUR)
    store.upsert([make_posting("two", VARIANT, telegram="lily", hours=2)], at=now)

    assert [change.event for change in store.since(0)] == ["new", "gone", "copy"]


def test_the_last_of_a_campaign_is_alone_again(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("one", LURE), make_posting("two", VARIANT, hours=1)], at=now)
    store.erase(posting_id("board", "one"), at=now)

    assert got(store, "two").campaign is None


def test_erasing_the_one_that_named_it_takes_the_link_away(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> None:
    store.upsert([make_posting("silent", LURE, telegram="lily")], at=now)
    before = got(store, "silent")
    store.upsert([make_posting("named", UNLIKE, telegram="lily", compounds=[KK_PARK])], at=now)
    store.erase(posting_id("board", "named"), at=now)

    assert got(store, "silent") == before


def test_stored_fingerprints_are_made_anew_when_their_making_changes(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime
) -> None:
    store.upsert([make_posting("one", LURE)], at=now)
    store._records.connection.execute("DELETE FROM bands")
    store._records.set_meta("fingerprint", "of old")
    store.upsert([make_posting("two", VARIANT, hours=1)], at=now)

    assert got(store, "two").campaign == posting_id("board", "one")


def test_texts_that_an_older_version_left_in_their_own_script_are_found(
    store: EmbeddedStore, make_posting: MakePosting, now: datetime
) -> None:
    cyrillic = "Чет элда ишлаш учун операторлар керак, тажриба шарт эмас, маош юқори, ётоқхона ва овқат бепул, чипта биздан"
    latin = "Chet elda ishlash uchun operatorlar kerak, tajriba shart emas, maosh yuqori, yotoqxona va ovqat bepul, chipta bizdan"
    store.upsert([make_posting("one", cyrillic)], at=now)
    before = Fingerprint("".join(token_texts(cyrillic)))
    values = (before.digest, before.sketch(), before.packed())
    store._records.connection.execute("UPDATE shapes SET digest = ?, sketch = ?, bare = ?", values)
    store._records.set_meta("fingerprint", "of old")
    store.upsert([make_posting("two", latin, hours=1)], at=now)

    assert got(store, "two").campaign == posting_id("board", "one")
