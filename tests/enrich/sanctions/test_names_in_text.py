"""Listed names in postings: found however they are written, and not where only their words stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from compoundwatch.posting import SanctionMatch

Check = Callable[..., Sequence[SanctionMatch]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We at Zarnobel Holding Group hire now", "Zarnobel Holding Group"),
        ("ZARNOBEL PAY: operators wanted", "ZARNOBEL PAY"),
        ("zarnobel pay operators wanted", "zarnobel pay"),
        ("Ｚａｒｎｏｂｅｌ Ｐａｙ operators", "Ｚａｒｎｏｂｅｌ Ｐａｙ"),
        ("Работа в Зарнобел Групп срочно", "Зарнобел Групп"),
        ("高薪招聘扎诺贝控股集团客服", "扎诺贝控股集团"),
        ("高薪招聘扎諾貝控股集團客服", "扎諾貝控股集團"),
        ("扎诺贝 控股集团 招人", "扎诺贝 控股集团"),
        ("Ask for Exemplar Musterovich", "Exemplar Musterovich"),
        ("Ask for MUSTEROVICH Exemplar", "MUSTEROVICH Exemplar"),
        ("Спросите: Мустерович Экземпляр", "Мустерович Экземпляр"),
        ("联系人：范例某，电话", "范例某"),
        ("Vorthal Mountain Entertainment hires dealers", "Vorthal Mountain Entertainment"),
        ("Kralvin-Beach Group", "Kralvin-Beach Group"),
        ("Golden Star Trading Co., Ltd. needs a cook", "Golden Star Trading Co., Ltd"),
    ],
)
def test_a_listed_name_is_told_with_the_words_of_the_text(matches_of: Check, text: str, words: str) -> None:
    assert [match.matched for match in matches_of(text)] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "zarnobel is a nice word",
        "We joined a zarnobel group",
        "We miss Zarnobel! Group chat is open",
        "Zarnobel\nGroup interview tomorrow",
        "golden star trading in the city",
        "Wang Wei hires, write to Wei Wang",
        "ask for exemplar musterovich",
        "Mountain Boss Ltd",
        "Zarnobel Spirit sails",
        "Patternella Officeholder",
        "Exemplar, then Musterovich",
    ],
)
def test_words_that_only_resemble_a_listed_name_are_not_told(matches_of: Check, text: str) -> None:
    assert not matches_of(text)


def test_another_transliteration_scores_less_than_the_listed_one(matches_of: Check) -> None:
    (match,) = matches_of("Ask for Exemplar Mustyerovitch")
    assert 0.85 <= match.score < 1


def test_a_chinese_name_is_found_by_its_reading(matches_of: Check) -> None:
    (match,) = matches_of("联系：樊志觉 微信同号")
    assert (match.entity_id, match.score) == ("ftm-4", 0.88)


def test_a_name_of_everyday_words_scores_less(matches_of: Check) -> None:
    assert [match.score for match in matches_of("Golden Star Trading Company hires")] == []
    assert [match.score for match in matches_of("Golden Star Trading Ltd hires")] == [0.9]


def test_a_name_in_small_letters_scores_less_where_the_text_knows_capitals(matches_of: Check) -> None:
    assert [match.score for match in matches_of("We hire for zarnobel pay")] == [0.9]


def test_a_misspelt_employer_is_found(matches_of: Check) -> None:
    (match,) = matches_of("Cooks wanted", employer="Quilmar Jade Resort")
    assert match.entity_id == "ftm-1"
    assert match.name == "Quillmar Jade Resort Company Limited"


def test_every_match_names_its_list_and_the_entry(matches_of: Check) -> None:
    (match,) = matches_of("Kralvin Beach hires")
    assert match.model_dump() == {
        "list": "csv", "entity_id": "201", "name": "KRALVIN SHORE INVESTMENT CO LTD", "matched": "Kralvin Beach", "score": 1.0,
    }  # fmt: skip


def test_the_same_person_on_two_lists_is_told_twice(matches_of: Check) -> None:
    assert {match.list for match in matches_of("Call Specimen Testovski")} == {"xml", "csv"}
