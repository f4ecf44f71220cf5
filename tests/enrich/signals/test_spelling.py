"""A term is found however its word is spelt in its script."""

from __future__ import annotations

import pytest

from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.signals import simplified, words_of
from enrich.signals.lexicon import Lexicon, Term
from enrich.signals.spelling import alike, spellings


def found(term: str, text: str, language: str = "ar") -> bool:
    terms = [Term("signal", language, simplified(spelling)) for spelling in spellings(language, term)]
    return bool(Lexicon(terms).find(words_of(Document(Advert(text=text)))[1]))


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("الأجانب", "مع الاجانب"),
        ("شركة", "شركه في لاوس"),
        ("مجاني", "سكن مجانى"),
        ("سفر", "سَفَر"),
        ("سكن", "ســكن"),
        ("کمپنی", "كمپني"),
        ("ሥራ", "ስራ"),
        ("ዓመት", "አመት"),
        ("берём", "берем"),
    ],
)
def test_letters_that_writers_put_for_each_other(term: str, text: str) -> None:
    assert found(term, text)


@pytest.mark.parametrize("text", ["yo'l bizdan", "yo\u02bbl bizdan", "йўл биздан", "Yo’l bizdan"])
def test_an_uzbek_term_is_found_in_both_alphabets_and_with_each_apostrophe(text: str) -> None:
    assert found("yo'l bizdan", text, "uz")


def test_other_scripts_stay_as_they_are() -> None:
    assert alike("mixed 文字 ภาษา") == "mixed 文字 ภาษา"


def test_a_term_of_another_language_has_one_spelling() -> None:
    assert list(spellings("en", "we're hiring")) == ["we're hiring"]
