"""Wallets, sites and mail addresses that a list names."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from compoundwatch.posting import SanctionMatch
from enrich.sanctions import SanctionsChecker

Check = Callable[..., Sequence[SanctionMatch]]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("pay to bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "101"),
        ("pay to BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "101"),
        ("USDT: 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "ftm-1"),
        ("see https://www.vorthal.example/jobs?utm_source=x", "101"),
        ("see https://jobs.vorthal.example", "101"),
        ("write to somebody@vorthal.example", "101"),
        ("write to HR@quillmar.example", "ftm-1"),
        ("https://t.me/quillmar_desk?start=1", "ftm-1"),
    ],
)
def test_a_listed_value_is_told(matches_of: Check, text: str, entity: str) -> None:
    assert entity in {match.entity_id for match in matches_of(text)}


@pytest.mark.parametrize(
    "text", ["https://t.me/another_desk", "https://vorthal.example.org", "https://notvorthal.example", "a@b.example"]
)
def test_a_neighbour_of_a_listed_value_is_not_told(matches_of: Check, text: str) -> None:
    assert not matches_of(text)


def test_a_wallet_with_an_entry_of_its_own_is_told_under_its_holder(sanctions_checker: SanctionsChecker) -> None:
    matches = sanctions_checker.check_value("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", 0.8)
    assert "Quillmar Jade Resort Company Limited" in {match.name for match in matches}


@pytest.mark.parametrize("name", ["wei wang", "WANG WEI", "Zarnobell", "specimen testovsky", "扎诺贝控股集团"])
def test_who_asks_for_a_name_is_told_its_namesakes_too(sanctions_checker: SanctionsChecker, name: str) -> None:
    assert sanctions_checker.check_value(name, 0.75)


def test_nothing_is_found_without_lists() -> None:
    assert SanctionsChecker(None).check_value("Zarnobel Pay", 0.5) == ()
