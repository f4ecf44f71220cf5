"""What else a posting names decides between namesakes, and tells people from towns."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compoundwatch.posting import Place

Places = Callable[..., dict[str, Place]]


@pytest.mark.parametrize(
    ("text", "raw", "point"),
    [
        ("The plant in Tulsa, Okla., hires welders who can start soon", "Tulsa", (36.15, -95.99)),
        ("A farm near Columbus, Ga., needs people to pick peaches", "Columbus", (32.46, -84.99)),
        ("A shop in Alexandria (VA) wants a clerk for the season", "Alexandria", (38.8, -77.05)),
        ("The clinic in Perth, Ontario, needs a nurse for the night", "Perth", (44.9, -76.25)),
        ("Police in Rapides Parish say the shop in Alexandria is open again", "Alexandria", (31.31, -92.45)),
    ],
)
def test_a_region_beside_or_elsewhere_decides(places_of: Places, text: str, raw: str, point: tuple[float, float]) -> None:
    place = places_of(text)[raw]
    assert (place.lat, place.lon) == pytest.approx(point, abs=0.2)


def test_neighbours_decide_without_naming_a_region(places_of: Places) -> None:
    place = places_of("The route goes from Sulphur Springs to Paris, then by Bonham and Clarksville and back to Honey Grove")[
        "Paris"
    ]
    assert (place.country, place.precision) == ("US", "city")


@pytest.mark.parametrize("text", ["said Mr. Lansing on the phone", "we spoke to Helen Lansing about it", "Lansing said so himself"])
def test_a_surname_is_no_town(places_of: Places, text: str) -> None:
    assert "Lansing" not in places_of(text)


def test_a_surname_that_is_told_to_be_a_town_is_one(places_of: Places) -> None:
    assert "Lansing" in places_of("we spoke to Helen Lansing, who works in Lansing, Michigan, about it")


def test_a_county_is_as_vague_as_a_province(places_of: Places) -> None:
    place = places_of("The sheriff of Kanawha County has a desk to fill")["Kanawha County"]
    assert (place.precision, place.country) == ("province", "US")


def test_a_short_form_alone_is_a_word(places_of: Places) -> None:
    assert places_of("He was ill. Me too. Ind. is short for nothing here, and so is Ore. and Wash. in a list") == {}


@pytest.mark.parametrize("text", ["Join us and contact us", "JOIN US NOW", "We eat turkey in the canteen on Sunday"])
def test_words_are_no_countries(places_of: Places, text: str) -> None:
    assert places_of(text) == {}


def test_a_capital_tells_the_country_from_the_word(places_of: Places) -> None:
    assert places_of("Our team in the US works at night")["US"].country == "US"


@pytest.mark.parametrize("text", ["Work in the Western Province", "Work in the western part, in a federal or central office"])
def test_directions_alone_are_no_provinces(places_of: Places, text: str) -> None:
    assert not {"Western", "western", "federal", "central"} & set(places_of(text))


def test_the_name_of_a_big_town_is_not_read_as_a_province_elsewhere(places_of: Places) -> None:
    assert places_of("Aid workers are needed in Gaza from May")["Gaza"].country == "PS"
