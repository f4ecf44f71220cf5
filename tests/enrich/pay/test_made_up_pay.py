"""Made-up wages, and sums that are none, in every script: a floor under what was once reached.

The tables have seen these texts; what fresh ones gave stands in docs/quality.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compoundwatch.posting import Advert
from enrich.document import Document
from enrich.pay import PayReader

TEXTS = Path(__file__).with_name("made_up_pay.jsonl")
TABLES = Path(__file__).parents[3] / "configs" / "pay"
FIELDS = ("min", "max", "currency", "period")
LEAST_EXACT = 0.95
Gold = dict[str, Any] | None


@pytest.fixture(scope="module")
def read() -> list[tuple[Gold, Gold]]:
    """What is stated and what is read, text by text."""
    reader = PayReader.load(TABLES)
    pairs = []
    for case in map(json.loads, TEXTS.read_text(encoding="utf-8").splitlines()):
        pay = reader.find(Document(Advert(title="Title", text=case["text"])), case["language"], case["countries"], ())
        pairs.append((case["pay"], {field: getattr(pay, field) for field in FIELDS} if pay else None))
    return pairs


def test_wages_are_read_exactly(read: list[tuple[Gold, Gold]]) -> None:
    stated = [pair for pair in read if pair[0]]

    assert sum(gold == found for gold, found in stated) / len(stated) >= LEAST_EXACT


def test_no_wage_is_invented(read: list[tuple[Gold, Gold]]) -> None:
    assert [found for gold, found in read if not gold and found] == []
