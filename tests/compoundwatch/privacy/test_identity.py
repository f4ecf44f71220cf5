"""Every scheme masks its own example behind each of its words, and what only looks like it stays."""

from __future__ import annotations

import pytest

from compoundwatch.privacy import mask_text
from compoundwatch.privacy.cues import BIRTH, PAPERS, PASSPORT, PASSPORT_NUMBER
from compoundwatch.privacy.identity import NUMBERED_PASSPORTS, PASSPORTS, SCHEMES, Scheme

ALONE = [scheme for scheme in SCHEMES if scheme.alone]
BEHIND_WORDS = [(word, scheme) for scheme in SCHEMES for word in PAPERS.get(scheme.name, ())]


@pytest.mark.parametrize(("word", "scheme"), BEHIND_WORDS, ids=[f"{word} {scheme.example}" for word, scheme in BEHIND_WORDS])
def test_a_number_behind_the_word_for_its_paper_is_masked(word: str, scheme: Scheme) -> None:
    assert scheme.example not in mask_text(f"{word}: {scheme.example}").text


@pytest.mark.parametrize("scheme", ALONE, ids=[scheme.example for scheme in ALONE])
def test_a_number_with_a_form_of_its_own_needs_no_word(scheme: Scheme) -> None:
    assert mask_text(f"see {scheme.example} below").text == f"see [{scheme.kind}] below"


@pytest.mark.parametrize("word", PASSPORT)
def test_what_has_the_form_of_a_passport_is_masked_behind_its_word(word: str) -> None:
    assert mask_text(f"{word} {PASSPORTS.example}").text == f"{word} [passport number]"


@pytest.mark.parametrize("word", PASSPORT_NUMBER)
def test_bare_digits_are_a_passport_behind_the_word_for_its_number(word: str) -> None:
    assert mask_text(f"{word}: {NUMBERED_PASSPORTS.example}").text == f"{word}: [passport number]"


@pytest.mark.parametrize("word", BIRTH)
def test_a_date_behind_the_word_for_birth_is_masked(word: str) -> None:
    assert mask_text(f"{word}: 12/03/1991").text == f"{word}: [date of birth]"


@pytest.mark.parametrize(
    "text",
    [
        "order 110101199001010008",
        "Aadhaar 2000 0000 0008",
        "NRIC S0000001A",
        "CPF 000.000.001-92",
        "บัตรประชาชน 1101000000008",
        "Emirates ID 784-1990-0000000-3",
        "ИИН 900101300018",
        "マイナンバー 1000 0000 0006",
    ],
)
def test_a_number_whose_check_digit_is_wrong_is_none(text: str) -> None:
    assert mask_text(text).text == text


@pytest.mark.parametrize("digits", ["٩٠٠٠٠٠٣٠٢", "९००००३०२", "၉၀၀၀၀၃၀၂", "๙๐๐๐๐๓๐๒", "９００００３０２"])
def test_digits_of_any_script_count(digits: str) -> None:
    assert mask_text(f"passport no {digits}").text == "passport no [passport number]"
