"""All steps together: what an advert, a warning and a hostile text get."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compoundwatch.posting import Advert, Tagged
from enrich import Enricher

LURE = (
    "Chat operators for a new office in Laos. No experience needed, 1,400 USD per month, free room and meals, "
    "ticket and visa paid by us. No passport? We arrange it. Leave this week. Telegram @made_up_desk_7"
)
WARNING = (
    "The embassy again warns: do not believe adverts that promise 1,400 USD a month for chat work in Laos with no experience, free "
    "room and meals and a paid ticket. People were lured, their passports were taken away and they were beaten. "
    "Hotline: +66 2 000 0170"
)
HONEST = (
    "Hilltop Garments Co. Ltd, licence No. 00421, needs four sewing machine operators with two years of experience. "
    "Pay 230 USD per month, social security, written contract. Walk in at our office, 12 Station Road, or call 023 200 159."
)


def names(tagged: Tagged) -> set[str]:
    return {sign.name for sign in tagged.indicators}


def test_a_lure_is_flagged_with_its_reasons(enricher: Enricher) -> None:
    tagged = enricher.enrich(Advert(text=LURE))
    assert tagged.risk.level == "critical"
    assert {"high_pay_low_skill", "messaging_contact_only", "vague_employer", "passport_handling", "no_experience"} <= names(tagged)


def test_the_same_words_in_a_warning_are_not(enricher: Enricher) -> None:
    assert enricher.enrich(Advert(text=WARNING)).risk.level == "low"


def test_an_honest_offer_is_not(enricher: Enricher) -> None:
    tagged = enricher.enrich(Advert(text=HONEST))
    assert tagged.risk.level == "low"
    assert {sign.name for sign in tagged.counter_indicators} >= {"licensed_agency", "office_address", "written_contract"}


@pytest.mark.parametrize(
    "text",
    [
        "招聘聊天客服，包吃包住包机票，月薪两万五，无需经验，会打字就行，护照没办的我们办。微信 made_up_hr_2",
        "รับสมัครแอดมินตอบแชท ทำงานฝั่งปอยเปต รายได้ 40,000 บาท ที่พักฟรี ไม่ต้องมีประสบการณ์ ไม่มีพาสปอร์ตก็ไปได้ แอดไลน์ made_up_3",
        "Tuyển nhân viên trực chat Campuchia, lương 30 triệu, bao ăn ở, không cần hộ chiếu, đi liền trong tuần. Zalo 0900 000 111",
        "लाओस में चैटिंग का काम, सैलरी ₹95,000 महीना, बिना अनुभव, रहना-खाना फ्री, टिकट कंपनी देगी। टेलीग्राम @made_up_4",
    ],
    ids=["zh", "th", "vi", "hi"],
)
def test_lures_are_flagged_on_one_scale_in_every_language(enricher: Enricher, text: str) -> None:
    assert enricher.enrich(Advert(text=text)).risk.level in {"high", "critical"}


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Hiring staff, age 20-32", 20, 32),
        ("招聘客服，不超过30岁", None, 30),
        ("รับสมัครพนักงาน อายุ 18-35 ปี", 18, 35),
        ("บุคลากร รับสมัคร อายุไม่เกิน 28", None, 28),
        ("Hiring, room 20, call 32", None, None),
    ],
)
def test_the_age_asked_for(enricher: Enricher, text: str, low: int | None, high: int | None) -> None:
    audience = enricher.enrich(Advert(text=text)).audience
    assert (audience.age_min, audience.age_max) == (low, high)


def test_a_bare_legal_age_is_no_limit(enricher: Enricher) -> None:
    assert "age_or_sex_limit" not in names(enricher.enrich(Advert(text="Hiring waiters, age 18 and over")))


def test_an_office_cancels_messaging_only(enricher: Enricher) -> None:
    text = "Hiring chat agents. WhatsApp +66 80 000 5519 or walk in at our office"
    assert "messaging_contact_only" not in names(enricher.enrich(Advert(text=text)))


def test_disguised_words_are_seen_and_said(enricher: Enricher) -> None:
    tagged = enricher.enrich(Advert(text="L0KER K4MBOJA gaji 15 jt per bulan, tanpa pengalaman, mess gratis, tele @made_up_5"))
    assert {"obfuscated_text", "no_experience"} <= names(tagged)


def test_roles_come_with_their_sector(enricher: Enricher) -> None:
    roles = enricher.enrich(Advert(text="Hiring welders and drivers")).roles
    assert [(role.role, role.sector) for role in roles] == [("welder", "construction"), ("driver", "driving")]


def test_what_the_text_does_not_say_stays_empty(enricher: Enricher) -> None:
    tagged = enricher.enrich(Advert(text="Good morning to you all, lovely weather today"))
    assert (tagged.contacts, tagged.pay, tagged.roles, tagged.audience.age_min) == ((), None, (), None)
    assert tagged.risk.level == "low"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.sampled_from([*LURE.split(), "包吃住", "ที่พักฟรี", "不超过30岁", "＠ａｂｃ", "\u200b", "20-30", "“", "”", "8️⃣0️⃣"]),
            st.text(max_size=8),
        ),
        min_size=1,
        max_size=40,
    ).map(" ".join)
)
def test_every_span_gives_its_words_and_no_text_breaks_it(enricher: Enricher, text: str) -> None:
    if not text.strip():
        return
    advert = Advert(text=text)
    tagged = enricher.enrich(advert)
    spans = [*tagged.indicators, *tagged.counter_indicators, *tagged.contacts, *tagged.places, *tagged.organisations]
    assert all(advert.body[span.start : span.end] == span.raw for span in spans)


@pytest.mark.parametrize("unit", ["a", "招", "free ", "no experience ", "\u0e31", "“free room ", "a\u0301\u0302", "20 30 ", "\x00"])
def test_a_long_text_takes_time_in_proportion(enricher: Enricher, unit: str) -> None:
    def seconds(characters: int) -> float:
        """The least of three: garbage of other tests may be collected meanwhile."""
        advert = Advert(title="x", text=unit * (characters // len(unit)))
        took = []
        for _ in range(3):
            begun = time.process_time()
            enricher.enrich(advert)
            took.append(time.process_time() - begun)
        return min(took)

    seconds(2000)
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.01)
