"""Compound links: by every way of writing a name, held to context; by distance, never from vague places."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from compoundwatch.posting import Advert, CompoundLink, Place
from enrich.compounds import CompoundLinker
from enrich.document import Document

Links = Callable[..., Sequence[CompoundLink]]
MENTIONS = [
    json.loads(line) for line in (Path(__file__).parent / "compound_mentions.jsonl").read_text(encoding="utf-8").splitlines()
]


def named(links: Sequence[CompoundLink]) -> set[str]:
    return {link.name for link in links if link.by == "name"}


def near(links: Sequence[CompoundLink]) -> dict[str, float]:
    return {link.name: link.strength for link in links if link.by == "near"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Office in K K Park hiring", "KK Park"), ("office kkpark hiring", "KK Park"), ("Office К К Park", "KK Park"),
        ("去ＫＫ園區上班", "KK Park"), ("မယ်ထော်တလေးမှာ အလုပ်", "KK Park"), ("केके पार्क में नौकरी", "KK Park"),
        ("কে কে পার্ক এ চাকরি", "KK Park"), ("కేకే పార్క్ లో ఉద్యోగం", "KK Park"),
        ("Shwe K0kk0 office", "Shwe Kokko"), ("Shwekoko town office", "Shwe Kokko"), ("Shwe Kokkko", "Shwe Kokko"),
        ("亞太新城招人", "Shwe Kokko"), ("ງານຢູ່ເຂດເສດຖະກິດພິເສດສາມຫຼ່ຽມຄຳ", "Golden Triangle SEZ"),
        ("งานคิงส์โรมัน", "Golden Triangle SEZ"), ("Golden Triangle casino, Laos", "Golden Triangle SEZ"),
        ("អូរស្មាច់ ត្រូវការបុគ្គលិក", "O-Smach Resort"), ("work at Jinbei4", "Jinbei Compound"),
        ("Mango Park, Cambodia, chat staff", "Mango Park"), ("Chinatown, Sihanoukville", 'Sihanoukville "Chinatown"'),
    ],
)  # fmt: skip
def test_a_name_however_it_is_written(links_of: Links, text: str, name: str) -> None:
    assert named(links_of(text)) == {name}


@pytest.mark.parametrize(
    "text",
    [
        "Jawatan kosong KK, Kota Kinabalu",
        "Mango Park play zone for kids in Pune",
        "Lễ tân khách sạn nhìn ra vịnh Hạ Long (Ha Long Bay)",
        "Golden Triangle boat trip and opium museum, Chiang Saen",
        "Golden Sun hotel needs a cook in Vientiane",
        "Chinatown restaurant in Yangon",
        "Long Bay beach club, Jamaica",
        "Waiters for the Phnom Penh Hotel",
        "Office in Taichung, Taiwan",
        "mail us at hr@kkpark.example.org or @kkpark_hr",
        "kkparking attendants",
        "Work in Myawaddy, Mae Sot, Poipet, Bavet or Laukkai",
    ],
)
def test_what_links_to_nothing_by_name(links_of: Links, text: str) -> None:
    assert named(links_of(text)) == set()


@pytest.mark.parametrize("mention", MENTIONS, ids=lambda mention: mention["text"][:40])
def test_made_up_mentions(links_of: Links, mention: dict[str, str | None]) -> None:
    """Ordinary jobs in and near the same towns link to nothing by name, sites are found however they are written."""
    links = links_of(str(mention["text"]), str(mention["language"]))
    assert named(links) == ({mention["compound"]} if mention["compound"] else set())


def test_a_country_beside_the_name_is_context_enough(links_of: Links) -> None:
    assert named(links_of("fly to Vientiane, then by van to the Golden Triangle, Laos")) == {"Golden Triangle SEZ"}


def test_a_town_elsewhere_in_the_country_is_no_context(links_of: Links) -> None:
    assert named(links_of("Golden Triangle coffee roastery in Vientiane")) == set()


def test_what_rules_a_name_out_rules_nearness_out(links_of: Links) -> None:
    assert links_of("Golden Triangle boat trip from Chiang Saen") == ()


def test_a_name_that_the_town_bears_too_links_weakly(links_of: Links) -> None:
    town, site = links_of("Shwe Kokko")[0], links_of("Yatai New City")[0]
    assert town.strength < site.strength


def test_an_unconfirmed_name_says_so(links_of: Links) -> None:
    link = links_of("งานที่ชเวโก๊กโก่", "th")[0]
    assert "no source has confirmed" in link.reason


def test_the_reason_quotes_the_text(links_of: Links) -> None:
    assert "'K K Park'" in links_of("near K K Park")[0].reason


def test_a_border_town_is_at_most_weakly_near(links_of: Links) -> None:
    links = links_of("Work in Mae Sot")
    assert "KK Park" in near(links)
    assert max(near(links).values()) <= 0.2


def test_kk_park_is_not_near_shwe_kokko(links_of: Links) -> None:
    assert near(links_of("Work at KK Park")) == {}


@pytest.mark.parametrize("text", ["Work in Cambodia", "Work in Myanmar", "Work in Kayin State"])
def test_a_country_or_province_is_near_nothing(links_of: Links, text: str) -> None:
    assert links_of(text) == ()


def test_a_site_at_the_very_point_is_nearer_than_a_town(compound_linker: CompoundLinker) -> None:
    def strength(precision: str) -> float:
        place = Place(
            raw="x", start=0, end=1, name="Somewhere", role="destination", country="MM", lat=16.6476, lon=98.5207,
            precision=precision, confidence=0.9, geonames_id=None,
        )  # fmt: skip
        return near(compound_linker.link(Document(Advert(text="x marks it")), [place]))["KK Park"]

    assert strength("site") > strength("district") > strength("city")
