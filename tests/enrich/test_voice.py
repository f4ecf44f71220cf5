"""Who is speaking: an advert in quotation marks is told of, not made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compoundwatch.config import load_settings
from compoundwatch.posting import Advert, Tagged
from enrich import Enricher

Read = Callable[[str], Tagged]


@pytest.fixture(scope="module")
def read() -> Read:
    enricher = Enricher.load(load_settings())
    return lambda text: enricher.enrich(Advert(text=text))


def names(tagged: Tagged) -> set[str]:
    return {sign.name for sign in tagged.counter_indicators}


@pytest.mark.parametrize("marks", ["''", '""', "«»", "“”"])
def test_work_and_pay_between_quotation_marks_are_a_quoted_advert(read: Read, marks: str) -> None:
    assert "quoted_advert" in names(
        read(f"She answered {marks[0]}chat support in Laos, 1,200 dollars a month{marks[1]} last year.")
    )


def test_an_apostrophe_opens_no_quotation(read: Read) -> None:
    assert "quoted_advert" not in names(read("It's chat support in Laos, 1,200 dollars a month, that's all, don't wait"))


def test_one_stray_word_of_warning_takes_little_back_from_who_gives_a_contact(read: Read) -> None:
    offer = "Chat agents wanted in Laos, 1,500 dollars, free ticket and room, no experience. Telegram @made_up_hr_laos_77."

    assert read(f"{offer} Beware, seats are few.").risk.level == read(offer).risk.level


def test_a_text_that_names_no_way_to_answer_weighs_less(read: Read) -> None:
    offer = "Chat agents wanted in Laos, 1,500 dollars, free ticket and room, no experience."

    assert "It names no way to answer." in read(offer).risk.reasons
    assert "It names no way to answer." not in read(f"{offer} Telegram @made_up_hr_laos_77").risk.reasons
