"""What makes two adverts near-duplicates."""

from __future__ import annotations

import json
import os
from itertools import combinations
from pathlib import Path

import pytest

from index.clusters import cluster
from index.fingerprint import fingerprint, is_near_duplicate, may_be_near_duplicates

SHARED = Path(os.environ.get("COMPOUNDWATCH_SHARED") or Path(__file__).parents[3] / "shared")
ADVERTS = SHARED / "data" / "adverts" / "dev.jsonl"

TEXT = "Chat officers wanted in a new office by the river, free room and three meals a day, quick typing is all we ask of you"


def alike(one: str, other: str) -> bool:
    return is_near_duplicate(fingerprint(one, ()), fingerprint(other, ()))


@pytest.mark.parametrize(
    "variant",
    [
        TEXT.upper(),
        f"🔥 {TEXT} 😀",
        TEXT.replace(" ", "  "),
        " ".join(TEXT),
        TEXT.replace("a", "à").replace("o", "o\u200b"),
        "1800 USD!! " + TEXT.replace("three", "3"),
        ", ".join(reversed(TEXT.split(", "))),
    ],
    ids=["case", "emoji", "spaces", "spaced out", "accents and invisibles", "digits", "order"],
)
def test_a_variant_is_a_near_duplicate(variant: str) -> None:
    assert alike(TEXT, variant)


def test_a_text_is_the_same_in_both_scripts_of_its_language() -> None:
    latin = (
        "Chet elda ishlash uchun operatorlar kerak, tajriba shart emas. Oʻrtacha maosh yuqori, yotoqxona va ovqat bepul, "
        "chipta va viza kompaniya hisobidan, guruhimiz gʻamxoʻr, jo'nash haftada bir marta"
    )
    cyrillic = (
        "Чет элда ишлаш учун операторлар керак, тажриба шарт эмас. Ўртача маош юқори, ётоқхона ва овқат бепул, "
        "чипта ва виза компания ҳисобидан, гуруҳимиз ғамхўр, жўнаш ҳафтада бир марта"
    )
    assert alike(latin, cyrillic)
    traditional = "寶島大廈招聘客服人員包吃包住包機票月薪兩萬無需經驗每週休息一天，簽證由公司辦理，專車接送，會打字就可以"
    simplified = "宝岛大厦招聘客服人员包吃包住包机票月薪两万无需经验每周休息一天，签证由公司办理，专车接送，会打字就可以"
    assert alike(traditional, simplified)


def test_sketches_leave_a_variant_open_and_rule_another_text_out() -> None:
    variant = f"Urgent! {TEXT.replace('river', 'harbour')}"
    other = (
        "Our bakery on the market square looks for a baker with two years at the oven, six nights a week, wages as agreed by law"
    )
    sketch, *sketches = (fingerprint(text, ()).sketch() for text in (TEXT, variant, other))

    assert [may_be_near_duplicates(sketch, one) for one in sketches] == [True, False]


def test_contacts_do_not_count() -> None:
    text = "@lily_hr_desk_of_the_river_office"

    assert fingerprint(f"{TEXT} {text}", [(len(TEXT) + 1, len(TEXT) + 1 + len(text))]).bare == fingerprint(TEXT, ()).bare


def test_other_work_in_an_employers_template_is_not() -> None:
    template = " ".join(
        f"Our house was founded long ago and values number {word} of its people." for word in "abcdefghijklmnopqrst"
    )
    cook = (
        "As a cook you prepare lunch for two hundred guests, order vegetables, keep the kitchen clean and plan the weekly menus. "
        * 2
    )
    nurse = (
        "You care for patients on the night ward, give medicine as prescribed, write reports and talk with the families each day. "
        * 2
    )

    assert not alike(template[:400] + cook, template[:400] + nurse)


def test_a_short_text_is_nobodys_duplicate() -> None:
    assert not alike("Hiring now, call me", "Hiring now, call me")


def test_campaigns_of_a_batch_are_named_by_their_first_member() -> None:
    texts = {
        "a": TEXT,
        "b": "Something else entirely about gardening and the care of roses in spring",
        "c": TEXT.upper(),
        "d": "short",
    }

    assert list(cluster((name, fingerprint(text, ())) for name, text in texts.items())) == [
        ("a", "a"), ("b", None), ("c", "a"), ("d", None),
    ]  # fmt: skip


@pytest.mark.skipif(not ADVERTS.is_file(), reason=f"no {ADVERTS}: campaigns of the development adverts were not measured")
def test_campaigns_of_the_development_adverts() -> None:
    adverts = [json.loads(line) for line in ADVERTS.read_text(encoding="utf-8").splitlines()]
    gold = {advert["id"]: advert["campaign"] for advert in adverts}
    found = dict(cluster((advert["id"], fingerprint(f"{advert['title']}\n{advert['text']}", ())) for advert in adverts))

    def pairs(groups: dict[str, str | None]) -> set[tuple[str, str]]:
        return {pair for pair in combinations(sorted(groups), 2) if groups[pair[0]] and groups[pair[0]] == groups[pair[1]]}

    right = len(pairs(gold) & pairs(found))
    assert 2 * right / (len(pairs(gold)) + len(pairs(found))) >= 0.9
