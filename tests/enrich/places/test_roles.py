"""Roles: where people set out, pass through and work, by the words around a name and by what is usual."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compoundwatch.posting import Place

Places = Callable[..., dict[str, Place]]


@pytest.mark.parametrize(
    ("text", "language", "roles"),
    [
        (
            "Fly to Bangkok, work in Mae Sot. People from Nairobi welcome.", "en",
            {"Bangkok": "transit", "Mae Sot": "destination", "Nairobi": "origin"},
        ),
        (
            "Berangkat dari Surabaya, lewat Batam, kerja di Poipet", "id",
            {"Surabaya": "origin", "Batam": "transit", "Poipet": "destination"},
        ),
        (
            "从成都出发，经曼谷转机，去妙瓦底上班", "zh-Hans",
            {"成都": "origin", "曼谷": "transit", "妙瓦底": "destination"},
        ),
        (
            "Xe đón từ Hà Nội, làm việc tại Bavet", "vi",
            {"Hà Nội": "origin", "Bavet": "destination"},
        ),
        (
            "รถรับจากเชียงใหม่ ทำงานที่ปอยเปต", "th",
            {"เชียงใหม่": "origin", "ปอยเปต": "destination"},
        ),
        (
            "Galing sa Cebu City, trabaho sa Poipet, via Bangkok", "tl",
            {"Cebu City": "origin", "Poipet": "destination", "Bangkok": "transit"},
        ),
        (
            "Из Алматы через Бангкок, работа в Бавете", "ru",
            {"Алматы": "origin", "Бангкок": "transit"},
        ),
        (
            "Kutoka Mombasa kupitia Addis Ababa, kazi Laos", "sw",
            {"Mombasa": "origin", "Addis Ababa": "transit", "Laos": "destination"},
        ),
        (
            "नागपुर से सीधी फ्लाइट, कंबोडिया में काम", "hi",
            {"नागपुर": "origin", "कंबोडिया": "destination"},
        ),
        (
            "पोखराबाट जाने, थाइल्याण्डमा काम", "ne",
            {"पोखरा": "origin", "थाइल्याण्ड": "destination"},
        ),
    ],
)  # fmt: skip
def test_cues_beside_the_name(places_of: Places, text: str, language: str, roles: dict[str, str]) -> None:
    found = places_of(text, language)
    assert {raw: found[raw].role for raw in roles} == roles


def test_one_cue_counts_for_a_list(places_of: Places) -> None:
    found = places_of("Batch leaves from Chennai, Kolkata and Kochi on Friday, job in Cambodia")
    assert {found[raw].role for raw in ("Chennai", "Kolkata", "Kochi")} == {"origin"}


def test_an_interview_place_is_where_people_set_out(places_of: Places) -> None:
    found = places_of("Hotel staff for the Maldives. Interview on Monday in Kochi")
    assert found["Kochi"].role == "origin"


def test_a_job_at_home_is_a_destination(places_of: Places) -> None:
    assert places_of("ร้านกาแฟ เชียงใหม่ รับพนักงาน", "th")["เชียงใหม่"].role == "destination"


def test_home_is_where_people_set_out_once_another_country_is_named(places_of: Places) -> None:
    found = places_of("Đơn hàng Nhật Bản, trung tâm Đà Nẵng", "vi")
    assert (found["Nhật Bản"].role, found["Đà Nẵng"].role) == ("destination", "origin")


def test_a_role_that_no_word_tells_is_less_sure(places_of: Places) -> None:
    told = places_of("work in Phnom Penh")["Phnom Penh"]
    guessed = places_of("Phnom Penh")["Phnom Penh"]
    assert guessed.confidence < told.confidence
