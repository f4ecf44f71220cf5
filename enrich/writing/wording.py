"""Finds many known words in one pass, in every script, where they stand as words."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_letters
from typing import Generic, TypeVar

import regex
from ahocorasick_rs import AhoCorasick

from compoundwatch.char_table import CharTable
from compoundwatch.text import fold_text
from enrich.writing.numbers import plain_digits

Meaning = TypeVar("Meaning")
_SPACED_LETTER = regex.compile(
    r"[[\p{L}\p{M}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30fc]]", regex.V1
)
# Alphabets whose words take no endings that matter here: a word must end where it ends.
_CLOSED_LETTER = regex.compile(r"[\p{Latin}\p{Arabic}\p{Greek}]")
_LATIN = frozenset(ascii_letters)
# Shorter words of other alphabets must end too; longer ones may carry a case ending.
_FREE_ENDING_FROM = 4


class Wording(Generic[Meaning]):
    """A set of words with what they mean. Build once; `find` is linear in the text."""

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        """`meanings` by the words as `searched` gives them."""
        words = list(meanings)
        self._meanings = list(meanings.values())
        self._automaton = AhoCorasick(words)
        self._begins_latin = [word[:1] in _LATIN for word in words]

    def find(self, text: str) -> list[tuple[Meaning, int, int]]:
        """What known words mean and where they start and end, from left to right; the longest where several begin or overlap.

        `text` is plain (folded) text.
        """
        begins_latin = self._begins_latin
        found: list[tuple[Meaning, int, int]] = []
        free_from = 0
        # Most matches lie inside a Latin word; they are left out before anything dearer is asked of them.
        candidates = [
            (start, -end, index)
            for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True)
            if not (begins_latin[index] and start and text[start - 1] in _LATIN)
        ]
        begins = {start for start, _, _ in candidates}
        candidates.sort()
        for start, negative_end, index in candidates:
            end = -negative_end
            if start >= free_from and _stands_alone(text, start, end, start == free_from, end in begins):
                found.append((self._meanings[index], start, end))
                free_from = end
        return found


def searched(word: str) -> str:
    """A word as it stands in plain text."""
    return plain_digits(fold_text(word)).strip()


def _is_spaced(char: str) -> bool:
    return _SPACED_LETTER.match(char) is not None


def _is_closed(char: str) -> bool:
    return _CLOSED_LETTER.match(char) is not None


_IS_SPACED, _IS_CLOSED = CharTable(_is_spaced), CharTable(_is_closed)


def _stands_alone(text: str, start: int, end: int, follows: bool, precedes: bool) -> bool:
    """`follows`, `precedes`: whether a known word touches it there, as in हजारदेखि; no word of a closed alphabet is joined so."""
    if start and _IS_SPACED[text[start - 1]] and _IS_SPACED[first := text[start]] and (not follows or _IS_CLOSED[first]):
        return False
    if end == len(text) or not _IS_SPACED[text[end]] or not _IS_SPACED[last := text[end - 1]]:
        return True
    return not _IS_CLOSED[last] and (precedes or end - start >= _FREE_ENDING_FROM)
