"""Which country an advert belongs to."""

from __future__ import annotations

from compoundwatch.posting import Advert, Place, PlaceRole
from enrich.countries import advert_countries


def place(country: str, role: PlaceRole) -> Place:
    return Place(
        raw="x", start=0, end=1, name="x", role=role, country=country, lat=None, lon=None,
        precision="country", confidence=1, geonames_id=None,
    )  # fmt: skip


def test_the_country_of_the_source_comes_first() -> None:
    assert advert_countries(Advert(text="x", source_country="KE"), "th", ())[:2] == ("KE", "TH")


def test_a_home_of_the_language_that_the_text_names_goes_before_the_others() -> None:
    assert advert_countries(Advert(text="x"), "bn", (place("IN", "origin"),))[:2] == ("IN", "BD")


def test_origins_go_before_destinations() -> None:
    assert advert_countries(Advert(text="x"), "en", (place("AE", "destination"), place("PH", "origin"))) == ("PH", "AE")


def test_a_dialling_code_in_the_text_tells_the_country() -> None:
    assert advert_countries(Advert(text="WhatsApp +254 712 000 123"), "en", (place("AE", "destination"),))[0] == "KE"


def test_a_currency_sign_of_one_country_tells_it() -> None:
    assert advert_countries(Advert(text="₹700 per day"), "en", ()) == ("IN",)


def test_nothing_known_gives_nothing() -> None:
    assert advert_countries(Advert(text="x"), "en", ()) == ()
