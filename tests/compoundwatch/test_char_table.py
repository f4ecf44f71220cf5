"""A table that remembers what was told of characters, and is bounded."""

from __future__ import annotations

import sys

from compoundwatch.char_table import CharTable


def test_what_was_told_once_is_not_asked_again() -> None:
    asked: list[str] = []

    def upper(char: str) -> str:
        asked.append(char)
        return char.upper()

    table = CharTable(upper)
    assert [table[char] for char in "abab"] == ["A", "B", "A", "B"]
    assert asked == ["a", "b"]


def test_a_table_of_code_points_translates() -> None:
    assert "a1b".translate(CharTable[int, str](lambda code: "" if chr(code).isdigit() else chr(code).upper())) == "AB"


def test_all_of_unicode_is_told_and_fills_no_memory() -> None:
    table = CharTable[int, int](lambda code: code + 1)
    assert all(table[code] == code + 1 for code in range(sys.maxunicode + 1))
    assert len(table) < 100_000
