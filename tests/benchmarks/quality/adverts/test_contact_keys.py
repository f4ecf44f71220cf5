"""Contacts are compared by what they lead to, not by how they are written."""

from __future__ import annotations

import pytest

from benchmarks.quality.adverts.contacts import key


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("phone", "+66 80 000 0001", "0066800000001"),
        ("telegram", "https://t.me/Made_Up", "@made_up"),
        ("url", "https://www.example.org/jobs/", "example.org/jobs"),
        ("eth", "0xABC", "0xabc"),
    ],
)
def test_ways_of_writing_one_contact(kind: str, one: str, other: str) -> None:
    assert key(kind, one) == key(kind, other)


@pytest.mark.parametrize(("kind", "one", "other"), [("tron", "TAbc", "TABC"), ("line", "made_up_1", "made_up_2")])
def test_contacts_that_differ(kind: str, one: str, other: str) -> None:
    assert key(kind, one) != key(kind, other)
