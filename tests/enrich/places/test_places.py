"""Places in any script: the right town, as precise as the text, and no place where a word only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compoundwatch.posting import Advert, Place
from enrich.document import Document
from enrich.places import PlaceFinder

Places = Callable[..., dict[str, Place]]


@pytest.mark.parametrize(
    ("text", "language", "raw", "point"),
    [
        ("We need waiters in Hanoi.", "en", "Hanoi", (21.03, 105.85)),
        ("Tuyển công nhân tại Đà Nẵng", "vi", "Đà Nẵng", (16.07, 108.22)),
        ("รับพนักงานร้านอาหารที่เชียงใหม่", "th", "เชียงใหม่", (18.79, 98.98)),
        ("成都火锅店招服务员", "zh-Hans", "成都", (30.66, 104.07)),
        ("高雄餐廳徵人", "zh-Hant", "高雄", (22.62, 120.31)),
        ("ရန်ကုန်မှာ ဆိုင်အကူ လိုသည်", "my", "ရန်ကုန်", (16.81, 96.16)),
        ("ហាងនៅភ្នំពេញ ត្រូវការបុគ្គលិក", "km", "ភ្នំពេញ", (11.56, 104.92)),
        ("ຮ້ານຢູ່ວຽງຈັນ ຮັບພະນັກງານ", "lo", "ວຽງຈັນ", (17.97, 102.6)),
        ("नागपुर में ड्राइवर चाहिए", "hi", "नागपुर", (21.15, 79.08)),
        ("கோயம்புத்தூரில் வேலை", "ta", "கோயம்புத்தூரில்", (11.01, 76.96)),
        ("চট্টগ্রামে গার্মেন্টস কর্মী", "bn", "চট্টগ্রামে", (22.34, 91.83)),
        ("فیصل آباد میں ڈرائیور", "ur", "فیصل آباد", (31.42, 73.08)),
        ("Официанты в Самаре", "ru", "Самаре", (53.2, 50.15)),
        ("Kazi ya udereva Mombasa", "sw", "Mombasa", (-4.05, 39.67)),
        ("부산에서 근무할 직원", "ko", "부산", (35.1, 129.03)),
        ("In MAE SOT and sihanoukville now", "en", "sihanoukville", (10.61, 103.53)),
    ],
)
def test_a_town_in_its_script(places_of: Places, text: str, language: str, raw: str, point: tuple[float, float]) -> None:
    place = places_of(text, language)[raw]
    assert (place.lat, place.lon) == pytest.approx(point, abs=0.2)


@pytest.mark.parametrize("raw", ["C@mb0dia", "C a m b o d i a", "K4mboja", "CAMBODIA"])
def test_a_disguised_country(places_of: Places, raw: str) -> None:
    assert places_of(f"chat jobs {raw} fly now")[raw].country == "KH"


def test_a_country_has_no_point(places_of: Places) -> None:
    place = places_of("Work in Cambodia")["Cambodia"]
    assert (place.lat, place.lon, place.precision) == (None, None, "country")


@pytest.mark.parametrize(("name", "country"), [("Hong Kong", "HK"), ("Macau", "MO"), ("Singapore", "SG")])
def test_a_city_state_is_a_city(places_of: Places, name: str, country: str) -> None:
    place = places_of(f"Cleaners wanted in {name}")[name]
    assert (place.precision, place.country, place.lat is not None) == ("city", country, True)


def test_a_province_is_told_from_a_town(places_of: Places) -> None:
    assert places_of("ร้านอยู่จังหวัดตาก", "th")["จังหวัดตาก"].precision == "province"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("A nice mobile job, reading at the same bank of your choice", "en"),
        ("Call center sales, best price, apply online, Sunday off", "en"),
        ("Indian and Nepali speakers, Thai language a plus, 5000 Hong Kong dollars", "en"),
        ("รับคนไทยพูดภาษาลาวได้ เมื่อวานไปมาเลยขาดทุน", "th"),
        ("会泰语、越南语优先，日本料理店", "zh-Hans"),
        ("Cần người biết tiếng Nhật, lao động phổ thông", "vi"),
        ("gaji besar, nanti kami kabari, bisa bahasa Thailand", "id"),
        ("mail bangkok@paris.example.org or see london.example.com/tokyo", "en"),
    ],
)
def test_words_that_are_no_places(places_of: Places, text: str, language: str) -> None:
    assert places_of(text, language) == {}


def test_tones_keep_a_bay_from_being_a_town(places_of: Places) -> None:
    assert "vịnh" not in places_of("Khách sạn nhìn ra vịnh", "vi")


def test_a_country_named_beside_it_decides_between_namesakes(places_of: Places) -> None:
    assert places_of("Nurses for a clinic in Hyderabad, Pakistan")["Hyderabad"].country == "PK"
    assert places_of("Nurses for a clinic in Hyderabad, India")["Hyderabad"].country == "IN"


def test_the_source_decides_between_namesakes(places_of: Places) -> None:
    assert places_of("Dispatch clerk in San Fernando, two shifts", source_country="PH")["San Fernando"].country == "PH"


def test_a_close_call_is_left_out(places_of: Places) -> None:
    assert places_of("Barber wanted in Springfield") == {}


def test_a_place_is_told_wherever_it_is_named(place_finder: PlaceFinder) -> None:
    places = place_finder.find(Document(Advert(text="Fly to Bangkok. Our office is in Bangkok.")), "en")
    assert [(place.raw, place.start) for place in places] == [("Bangkok", 8), ("Bangkok", 34)]


def test_one_writing_has_one_role(place_finder: PlaceFinder) -> None:
    places = place_finder.find(Document(Advert(text="Leaving from Nairobi on Friday. Nairobi people know us.")), "en")
    assert [place.role for place in places] == ["origin", "origin"]


def test_a_town_that_links_to_geonames(places_of: Places) -> None:
    assert places_of("Shop in Chiang Mai")["Chiang Mai"].geonames_id == 1153671


def test_an_unconfirmed_name_is_less_sure(places_of: Places) -> None:
    confirmed = places_of("งานที่แม่สอด", "th")["แม่สอด"]
    unconfirmed = places_of("งานที่เมียวดี", "th")["เมียวดี"]
    assert unconfirmed.confidence < confirmed.confidence
