"""Known words are found where they stand as words, in every script."""

from __future__ import annotations

import pytest

from enrich.writing.disguise import undisguised
from enrich.writing.numbers import plain_digits
from enrich.writing.wording import Wording, searched


def found(words: list[str], text: str) -> list[str]:
    return [text[start:end] for _, start, end in Wording({searched(word): word for word in words}).find(text)]


def test_a_latin_word_is_not_found_inside_another() -> None:
    assert found(["line"], "online, line, lines, line2") == ["line", "line"]


def test_words_of_unspaced_scripts_are_found_anywhere() -> None:
    assert found(["หมื่น", "微信"], "เดือนละสามหมื่นบาท 加微信号") == ["หมื่น", "微信"]


def test_a_long_word_of_an_indic_script_may_carry_an_ending() -> None:
    assert found(["रुपैयाँ"], "रुपैयाँको") == ["रुपैयाँ"]


def test_the_longest_of_several_wins() -> None:
    assert found(["dollar", "dollar singapura", "singapura"], "dollar singapura") == ["dollar singapura"]


@pytest.mark.parametrize(
    ("text", "expected"), [("๐๘๑", "081"), ("०१", "01"), ("❶➁", "12"), ("🅣🅖", "tg"), ("1\u20e3", "1 "), ("\ud800", "\ufffd")]
)
def test_digits_and_letters_drawn_as_symbols_become_plain_one_for_one(text: str, expected: str) -> None:
    assert plain_digits(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("t3legram", "telegram"), ("0perator", "operator"), ("тelegram", "telegram"), ("15k", "15k")]
)
def test_look_alikes_are_undone(text: str, expected: str) -> None:
    assert undisguised(text) == expected
