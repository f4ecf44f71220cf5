"""How alike words and names are."""

from __future__ import annotations

import pytest

from enrich.sanctions.likeness import name_likeness, word_likeness
from enrich.sanctions.words import latin_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("muhammad", "mohammed"), ("hussein", "husayn"), ("evgeniy", "yevgeny"), ("yusupov", "iusupov"), ("osama", "usama"),
        ("khasan", "hassan"), ("dzhamal", "jamal"), ("tsvetkov", "cvetkov"), ("mikhail", "mihail"), ("sergei", "sergey"),
        ("ekaterina", "yekaterina"), ("shcherbakov", "scherbakov"), ("wladimir", "vladimir"),
    ],
)  # fmt: skip
def test_transliterations_of_one_name_sound_the_same(one: str, other: str) -> None:
    assert word_likeness(one, other) == 0.93


@pytest.mark.parametrize(
    ("one", "other"),
    [("wang", "wong"), ("lian", "luan"), ("falde", "flooded"), ("unit14", "unit15"), ("marina", "moron"), ("kim", "kam")],
)
def test_other_words_are_unlike(one: str, other: str) -> None:
    assert word_likeness(one, other) == 0


def test_one_letter_wrong_in_a_long_word() -> None:
    assert word_likeness("zarnobel", "zarnodel") == pytest.approx(0.875)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Сергей Иванов", ["sergey", "ivanov"]), ("محمد", ["mhmd"]), ("김정", ["gimjeong"]),
        ("Nguyễn Thị Hoa", ["nguyen", "thi", "hoa"]),
        ("L.Y.P. Group", ["l", "y", "p", "group"]), ("扎诺贝", []), ("ซาร์โน Bel", ["bel"]),
    ],
)  # fmt: skip
def test_words_of_any_script_in_latin_letters(text: str, words: list[str]) -> None:
    assert latin_words(text) == words


def test_the_order_of_a_persons_names_is_free() -> None:
    assert name_likeness(("exemplar", "musterovich"), ("musterovich", "exemplar")) == 1


def test_names_without_one_equal_word_are_less_alike() -> None:
    assert name_likeness(("muhammad", "husayn"), ("mohammed", "hussein")) < 0.85


def test_a_listed_word_that_is_missing_makes_names_unlike() -> None:
    assert name_likeness(("exemplar", "anna", "musterovich"), ("exemplar", "musterovich")) == 0
