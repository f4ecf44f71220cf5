"""The halves: campaigns whole, every label on both sides, the same on every machine."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from benchmarks.quality.adverts.halves import Half, halves


def record(number: int, label: str = "lure", campaign: str | None = None) -> dict[str, Any]:
    return {"id": f"r{number}", "label": label, "lang": "en", "campaign": campaign}


RECORDS = [
    *(record(number) for number in range(20)),
    *(record(number, "warning") for number in range(20, 30)),
    *(record(number, campaign="copied") for number in range(30, 34)),
]


def test_a_campaign_stays_whole() -> None:
    split = halves(RECORDS)

    assert len({split[f"r{number}"] for number in range(30, 34)}) == 1


@pytest.mark.parametrize(("label", "each"), [("lure", 10), ("warning", 5)])
def test_both_halves_hold_each_label(label: str, each: int) -> None:
    split = halves(RECORDS)
    alone = [one["id"] for one in RECORDS if one["label"] == label and one["campaign"] is None]

    assert min(Counter(split[name] for name in alone).values()) >= each - 1


def test_the_order_of_the_file_does_not_matter() -> None:
    assert halves(RECORDS) == halves(RECORDS[::-1])


def test_every_record_has_a_half() -> None:
    assert set(halves(RECORDS).values()) == {Half.TUNED, Half.REPORTED}
