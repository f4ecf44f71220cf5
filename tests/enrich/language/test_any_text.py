"""Whatever is posted, the answer has the same shape, is the same each time, and is the same in a forked process."""

from __future__ import annotations

import multiprocessing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.language import LanguageDetector

DETECTOR = LanguageDetector()
# A letter or two, a mark, a digit and a sign of each script that is read, and what hostile posts are made of.
PIECES = [
    "cook ", "work", "ợ", "e\u0301\u0302", "ß", "повар ", "қ", "طباخ ", "ے", "٣", "रसोइया ", "ा", "厨師", "働く", "カ", "요리",
    "พ่อครัว", "๓", "ພໍ່ຄົວ", "ចុងភៅ", "စားဖိုမှူး", "ေကာင္း", "சமையல்", "వంట", "রাঁধুনি", "කෝකි", "አብሳይ",
    "@made_up", "https://example.com/x", "a.b/", "xkqz", "hahaha", "aaaaaaaaaa",
    "\u202e", "\u2066", "\u200b", "\x00", "\ud800", "👉", "\n", ". ", " ",
]  # fmt: skip


def read(text: str) -> tuple[str, dict[str, float]]:
    # Built past the validation that would refuse lone surrogates further up: the step must stand them all the same.
    code, shares = DETECTOR.detect(Document(Advert.model_construct(title="", text=text)))
    return code, {share.code: share.share for share in shares}


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=100), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_the_shares_are_parts_of_a_whole_and_the_greatest_comes_first(text: str) -> None:
    code, shares = read(text)
    assert code == next(iter(shares), "und")
    assert list(shares.values()) == sorted(shares.values(), reverse=True)
    assert sum(shares.values()) <= 1.01


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_the_same_text_is_read_the_same_again(text: str) -> None:
    assert read(text) == read(text)


@pytest.mark.parametrize("text", ["cook wanted", "مطلوب طباخ"])
def test_a_forked_process_reads_as_its_parent(text: str) -> None:
    DETECTOR.preload()
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(read, (text,)).get(timeout=30) == read(text)


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0316\u0334"])
def test_zalgo_is_read_as_the_words_below(marks: str) -> None:
    assert read("".join(letter + marks * 3 for letter in "we need a cook for the hotel and he can start now"))[0] == "en"
