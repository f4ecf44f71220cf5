"""How masks are written: over exact spans, the same each time, and in bounded time whatever the text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.privacy import labelled
from compoundwatch.privacy import findings, mask_advert, mask_text, rules_version

WHOLE = [one.text for one in labelled()]
PIECES = st.lists(st.sampled_from([piece for text in WHOLE for piece in text.split()]) | st.text(max_size=12), max_size=40)
ADVERT = {
    "title": "Job wanted, call 0712 000 103",
    "text": "I need a job. Passport AB0000001",
    "hiring_organization": "Passport no: 900000302",
    "job_location": None,
    "base_salary": "12,500 THB",
    "employment_type": None,
    "kind": "job",
}


def test_title_and_text_are_read_as_one_and_masked_apart() -> None:
    masked = mask_advert(ADVERT)

    assert (masked["title"], masked["text"]) == ("Job wanted, call [phone]", "I need a job. Passport [passport number]")


def test_printed_lines_are_masked_by_themselves_and_all_else_is_left_alone() -> None:
    masked = mask_advert(ADVERT)

    assert masked == {**masked, "hiring_organization": "Passport no: [passport number]", "base_salary": "12,500 THB", "kind": "job"}


@given(PIECES)
def test_what_is_masked_stays_as_it_is(pieces: list[str]) -> None:
    once = mask_text(" ".join(pieces)).text

    assert mask_text(once).text == once


@given(PIECES)
def test_findings_are_in_order_and_apart(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = findings(text)

    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@given(st.text())
def test_any_text_at_all_is_read(text: str) -> None:
    assert mask_text(text) == mask_text(text)


@pytest.mark.parametrize(
    "piece",
    [
        "passport no: ",
        "1-1010-",
        "+1 ",
        "born ",
        "i am looking for a job ",
        "my brother held please help call me 0712000103 ",
        "a.b.c@",
        "12/ကကက(",
        "name: a b c d e f\n",
        "@" * 5,
        "\u0e33" * 3,
        "1" * 7 + " ",
        "身份证",
    ],
)
def test_a_hostile_text_of_the_greatest_length_takes_no_longer_than_others(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    begun = time.process_time()
    mask_text(text)

    assert time.process_time() - begun < 2


def test_rules_have_one_version() -> None:
    assert rules_version() == rules_version()
    assert len(rules_version()) == 8
