"""A text in the form that the rules of masking read: folded, and all its digits ASCII, each character with its way back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

import regex
from ahocorasick_rs import AhoCorasick

from compoundwatch.char_table import CharTable
from compoundwatch.text import Folded, fold, fold_text

_OTHER_DIGIT = regex.compile(r"[\p{Nd}--[0-9]]", regex.V1)
# A word of these scripts must begin where a word begins, but may take an ending; one of the others must end there too.
_TAKES_ENDINGS = regex.compile(r"[\p{Devanagari}\p{Bengali}\p{Tamil}\p{Telugu}\p{Sinhala}\p{Ethiopic}\p{Arabic}\p{Hangul}]\Z")
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_SPACED_LETTER = regex.compile(rf"[[\p{{L}}\p{{M}}\p{{N}}_]--[{_UNSPACED}]]", regex.V1)


def _digit(code: int) -> str | int:
    value = unicodedata.decimal(chr(code), None)
    return code if value is None else str(value)


_DIGITS: CharTable[int, str | int] = CharTable(_digit)


@dataclass(frozen=True)
class Plain:
    """`text` is folded and its digits are ASCII; `of` is the way back to the original's characters."""

    original: str
    folded: Folded

    @cached_property
    def text(self) -> str:
        """The words the rules are held against."""
        text = self.folded.text
        return text.translate(_DIGITS) if _OTHER_DIGIT.search(text) else text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original."""
        return self.folded.span(start, end)


def plain_of(text: str) -> Plain:
    """The text as the rules read it."""
    return Plain(text, fold(text))


class WordFinder:
    """Finds whole words and phrases of any script, all of them in one pass; what they mean is told by their keys."""

    def __init__(self, words: dict[str, tuple[str, ...]]) -> None:
        meant: dict[str, list[str]] = {}
        for key, phrases in words.items():
            for phrase in phrases:
                meant.setdefault(fold_text(phrase), []).append(key)
        self._words = sorted(meant)
        self._keys = [tuple(meant[word]) for word in self._words]
        self._finder = AhoCorasick(self._words)

    def find(self, text: str) -> list[tuple[str, int, int]]:
        """Every (key, start, end), by place; a word inside another is found as well."""
        found = [
            (key, start, end)
            for number, start, end in self._finder.find_matches_as_indexes(text, overlapping=True)
            if _is_whole(text, start, end)
            for key in self._keys[number]
        ]
        return sorted(found, key=lambda one: one[1:])


def _is_whole(text: str, start: int, end: int) -> bool:
    if start and _SPACED_LETTER.match(text, start) and _SPACED_LETTER.match(text, start - 1):
        return False
    last = text[end - 1]
    if not _SPACED_LETTER.match(last) or _TAKES_ENDINGS.search(last):
        return True
    return not (end < len(text) and _SPACED_LETTER.match(text, end) and not text[end].isdecimal())
