"""The pattern language, and finding terms in one linear pass."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.signals import simplified, words_of
from enrich.signals.lexicon import Lexicon, Term, TermError


def found(term: str, text: str) -> list[str]:
    words, searched = words_of(Document(Advert(text=text)))
    hits = Lexicon([Term("signal", "en", simplified(term))]).find(searched)
    body = f"\n{text}"
    return [body[slice(*words.span(hit.first, hit.last))] for hit in hits]


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("free ticket", "A FREE Ticket!", ["FREE Ticket"]),
        ("free ticket", "free bus ticket", []),
        ("free {1} ticket", "free bus ticket", ["free bus ticket"]),
        ("free {1} ticket", "free big bus ticket", []),
        ("(free|paid) ticket(s|)", "paid tickets", ["paid tickets"]),
        ("паспорт*", "без паспорта", ["паспорта"]),
        ("работ* границ*", "работа границей", ["работа границей"]),
        ("包(吃|食)(住|宿)", "公司包吃住", ["包吃住"]),
        ("护照", "護照由公司保管", ["護照"]),
        ("tuyen dung", "Tuyển dụng gấp", ["Tuyển dụng"]),
        ("telegram", "Ｔｅｌｅｇｒａｍ", ["Ｔｅｌｅｇｒａｍ"]),
        ("loker", "L0KER", ["L0KER"]),
        ("(shop|street) {2} (street|road)", "shop, Moi Street", ["shop, Moi Street"]),
    ],
)
def test_a_term_is_found_where_its_pattern_says(term: str, text: str, words: list[str]) -> None:
    assert found(term, text) == words


@pytest.mark.parametrize("term", ["", "(a|b", "a)", "{2} a", "a {99} b", "a {2} {2} b", "(a|) {1} *"])
def test_a_term_that_cannot_be_understood_is_refused(term: str) -> None:
    with pytest.raises(TermError):
        Lexicon([Term("signal", "en", term)])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["free", "ticket", "bus", "招", "聘", "x"]), max_size=12))
def test_a_gap_never_reaches_further_than_it_says(words: list[str]) -> None:
    expected = any(words[first] == "free" and "ticket" in words[first + 1 : first + 4] for first in range(len(words)))
    assert bool(Lexicon([Term("signal", "en", "free {2} ticket")]).find(words)) == expected


def test_time_grows_no_faster_than_the_text() -> None:
    lexicon = Lexicon([Term("signal", "en", "a {3} a {3} b"), Term("signal", "en", "(a|b) (a|b)")])

    def seconds(words: int) -> float:
        begun = time.process_time()
        lexicon.find(["a"] * words)
        return time.process_time() - begun

    seconds(1000)
    assert seconds(80_000) < 40 * max(seconds(8000), 0.005)
