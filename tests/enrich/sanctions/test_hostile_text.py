"""Texts made to be slow or to break the search for listed names."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.sanctions import SanctionsChecker

MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "piece",
    ["a", "Zarnobel Pay ", "扎诺贝控股集团", "扎诺贝", "范", "a\u0301\u0302\u0303", "Pay Zarnobel. ", "\u202eZ ", "Ali Khan "],
)
def test_a_megabyte_takes_seconds_at_most(sanctions_checker: SanctionsChecker, piece: str) -> None:
    document = Document(Advert(text=piece * (MEGABYTE // len(piece.encode()))))
    assert document.squashed
    before = time.process_time()
    sanctions_checker.check(document, (), ())
    assert time.process_time() - before < 3


@example("@\ud800")
@given(st.text(alphabet=st.characters(codec=None), max_size=80))
def test_any_text_can_be_checked(sanctions_checker: SanctionsChecker, text: str) -> None:
    sanctions_checker.check(Document(Advert(text=f"Zarnobel {text} Pay", hiring_organization=text)), (), ())
    sanctions_checker.check_value(text, 0.5)
