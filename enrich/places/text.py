"""A posting's folded text as toponyms are looked for in it: where names may begin and end, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cached_property
from operator import add

import regex

from compoundwatch.text import Folded, may_be_unspaced

UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30fc"
_SPACED_CHAR = rf"[[\p{{L}}\p{{M}}\p{{N}}_@]--[{UNSPACED}]]"
_RUN = regex.compile(rf"([{UNSPACED}]++)|{_SPACED_CHAR}++", regex.V1)
_ASCII_RUN = re.compile(r"(?<![a-z0-9_@])[a-z][a-z0-9_@]*")
# The same where none of those scripts occurs, in half the time.
_SPACED_RUN = regex.compile(r"(?<![\p{L}\p{M}\p{N}_@])\p{L}[\p{L}\p{M}\p{N}_@]*+")
_WORD = regex.compile(rf"{_SPACED_CHAR}++", regex.V1)
_UNSPACED_CHAR = regex.compile(rf"[{UNSPACED}]")
_FIRST_UNSPACED = "\u0e00"
_MARK = regex.compile(r"\p{M}")
# Handles, mail addresses and links hold names that are no places.
_ADDRESSES = regex.compile(
    r"(?:https?://|www\.)\S++|(?<![\w.+-])[\w.+-]*+@[\w.+-]++|(?<![\w.-])[\w-]{2,}+(?:\.(?=[a-z])[\w-]{2,}+)++(?:/\S*+)?"
)
# Without it there is none.
_ADDRESS_SIGN = re.compile(r"@|://|www\.|\.[a-z]")
# NUL ends a name in the trie's reading of it, and lone surrogates cannot be looked up.
_UNSAFE = regex.compile(r"[\0\p{Cs}]")
_FILLER = "\x1f"
_BREAKS = frozenset(" ,.;:!?()\n")
_SENTENCE_END = regex.compile(r"[.!?:;•|]\s*$|^\s*$")
_CAPITALISED = regex.compile(r"\p{Lu}[\p{L}\p{M}'’]*+")
_LETTERS = regex.compile(r"\p{L}[\p{L}\p{M}'’]{2,}+")
# From this share of capitalised words on a line says nothing by its capitals.
_TITLE_SHARE = 0.6


def is_unspaced(text: str, at: int = 0) -> bool:
    """Whether the character at `at` is of a script written without spaces."""
    return text[at : at + 1] >= _FIRST_UNSPACED and bool(_UNSPACED_CHAR.match(text, at))


def _is_safe(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _without_addresses(text: str) -> str:
    sign = _ADDRESS_SIGN.search(text)
    if not sign:
        return text
    # No address holds a blank, so that none begins before the word of the first sign.
    first = text.rfind(" ", 0, sign.start()) + 1
    return text[:first] + _ADDRESSES.sub(lambda match: _FILLER * len(match.group()), text[first:])


class ToponymText:
    """`text` is the folded body with addresses blanked out; offsets count in it unless they are said to be the body's."""

    def __init__(self, body: str, folded: Folded) -> None:
        self.body = body
        self.folded = folded
        safe = folded.text if _is_safe(folded.text) else _UNSAFE.sub(_FILLER, folded.text)
        self.text = _without_addresses(safe)
        self._titles: dict[int, bool] = {}
        self.printed = body if folded.starts is None else "".join(map(body.__getitem__, folded.starts))
        """For each character of the folded text the one that it was printed as."""

    def starts(self, pairs: Container[str], openings: Container[str]) -> list[tuple[int, str]]:
        """Where a name may begin, and with what: a word, or in scripts without spaces two letters.

        The two letters stand in `pairs`, and they or the three there in `openings`.
        """
        text = self.text
        if not may_be_unspaced(text):
            pattern = _ASCII_RUN if text.isascii() else _SPACED_RUN
            return [(match.start(), match.group()) for match in pattern.finditer(text)]
        found: list[tuple[int, str]] = []
        for match in _RUN.finditer(text):
            run, start = match.group(), match.start()
            if match.lastindex:
                paired = [place for place in enumerate(map(add, run, run[1:]), start) if place[1] in pairs]
                found += [(at, pair) for at, pair in paired if pair in openings or text[at : at + 3] in openings]
            elif run[0].isalpha():
                found.append((start, run))
        return found

    def is_unspaced(self, at: int) -> bool:
        return is_unspaced(self.text, at)

    def ends_word(self, end: int) -> bool:
        """Whether a name may end before `end`."""
        if end >= len(self.text) or self.text[end] in _BREAKS:
            return True
        if self.is_unspaced(end - 1):
            return not _MARK.match(self.text, end)
        return not _WORD.match(self.text, end)

    def word_end(self, at: int) -> int:
        """The end of the spaced word that `at` stands in."""
        match = _WORD.match(self.text, at)
        return match.end() if match else at

    def raw(self, start: int, end: int) -> str:
        first, last = self.folded.span(start, end)
        return self.body[first:last]

    def is_capital(self, at: int) -> bool:
        return at < len(self.text) and self.printed[at].isupper()

    def is_small(self, at: int) -> bool:
        """Whether a letter that has a capital form is written small."""
        return self.printed[at].islower()

    def begins_sentence(self, at: int) -> bool:
        line = self.text.rfind("\n", 0, at) + 1
        return bool(_SENTENCE_END.search(self.text, max(line, at - 8), at)) if at > line else True

    def in_title(self, at: int) -> bool:
        """Whether the line around `at` is written in capitals or with most words capitalised."""
        start = self.body.rfind("\n", 0, self.folded.span(at, at + 1)[0]) + 1
        if start not in self._titles:
            stop = self.body.find("\n", start)
            line = self.body[start : min(stop if stop >= 0 else len(self.body), start + 400)]
            words, capitals = len(_LETTERS.findall(line)), len([word for word in _CAPITALISED.findall(line) if len(word) > 2])
            self._titles[start] = capitals >= _TITLE_SHARE * max(words, 1)
        return self._titles[start]

    @cached_property
    def uses_capitals(self) -> bool:
        beginning = self.body[:2000]
        return beginning != beginning.lower()
