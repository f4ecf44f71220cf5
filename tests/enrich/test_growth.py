"""Time from a page to a megabyte: it grows with the text and no faster, whatever the text."""

from __future__ import annotations

import time

import pytest

from compoundwatch.posting import Advert
from enrich import Enricher

SHORT, LONG = 60_000, 1_000_000
# Per character the long text may cost this many times the short one: a busy machine, and caches that it no longer fits.
SLOWER = 2.5
LEAST_SECONDS = 0.02
PIECES = [
    "a", "7", "@", "-", " ", "e\u0301\u0302\u0303\u0489", "\u202ea\u2066", "\ud800", "\x00", "a.", "a\n", "0.", "www.", "ma", "İ",
    "🇰🇭", "招", "السلام ", "KK ", "“free room ",
]  # fmt: skip


def _seconds(enricher: Enricher, piece: str, length: int) -> float:
    advert = Advert.model_construct(title="t", text=(piece * (length // len(piece) + 1))[:length])
    begun = time.process_time()
    enricher.enrich(advert)
    return time.process_time() - begun


@pytest.mark.parametrize("piece", PIECES)
def test_a_megabyte_costs_no_more_for_each_character_than_a_page(enricher: Enricher, piece: str) -> None:
    _seconds(enricher, piece, SHORT)
    short, long = (_seconds(enricher, piece, length) for length in (SHORT, LONG))
    assert long <= SLOWER * LONG / SHORT * max(short, LEAST_SECONDS)
