from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compoundwatch.text import clean, fold, fold_text, one_line, token_texts, tokens


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Tuyển dụng", "tuyen dung"),
        ("Ｔｅｌｅｇｒａｍ", "telegram"),
        ("ĐÀ NẴNG", "da nang"),
        ("STRASSE", "straße"),
        ("①②③", "123"),
        ("KK\u200bPark", "kkpark"),
    ],
)
def test_two_writings_of_a_word_fold_to_one(printed: str, typed: str) -> None:
    assert fold_text(printed) == fold_text(typed)


def test_marks_of_other_scripts_are_kept() -> None:
    assert fold_text("हिन्दी") == "हिन्दी"


@pytest.mark.parametrize("text", ["高薪招聘会", "รับสมัคร", "បុគ្គលិក", "ကုမ္ပဏီ", "ພະນັກງານ"])
def test_scripts_without_spaces_give_one_token_a_cluster(text: str) -> None:
    found = tokens(text)
    assert all(token.cluster for token in found)
    assert len(found) > 1


def test_words_and_clusters_in_one_text_keep_their_spans() -> None:
    text = "KK园区 Tuyển"
    assert [(token.text, text[token.start : token.end]) for token in tokens(text)] == [
        ("kk", "KK"),
        ("园", "园"),
        ("区", "区"),
        ("tuyen", "Tuyển"),
    ]


@given(st.text(max_size=300))
def test_every_token_points_into_the_original(text: str) -> None:
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.text in fold_text(text)


@given(st.text(max_size=300))
def test_the_short_ways_lead_to_the_same_tokens_and_folded_text(text: str) -> None:
    assert token_texts(text) == [token.text for token in tokens(text)]
    assert fold_text(text) == fold(text).text


@given(st.text(max_size=300))
def test_folding_keeps_one_place_for_each_character(text: str) -> None:
    folded = fold(text)
    if folded.starts is not None and folded.ends is not None:
        assert len(folded.starts) == len(folded.ends) == len(folded.text)


def test_clean_drops_controls_and_surrogates_and_keeps_lines() -> None:
    assert clean(" a\x00b\ud800\r\nc\td ") == "ab\nc\td"


def test_one_line_has_no_controls_and_no_bidi() -> None:
    assert one_line("a\u202eb\nc\x1b[31m" + "x" * 300, limit=20) == "ab c [31mxxxxxxxxxx…"
