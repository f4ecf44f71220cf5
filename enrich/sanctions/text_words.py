"""The words of a text as they stand: in Latin letters, with what parts them, their capitals, and the legal forms beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import regex

from enrich.document import Document
from enrich.sanctions.words import WORD, NameWords, latin

_BREAK = regex.compile(r"[\n!?;:|•()\[\]<>。！？；：]|\.\s")


class _Word(NamedTuple):
    latin: str
    start: int
    end: int


@dataclass(frozen=True)
class TextWords:
    """Words are told by their number; a stretch by its first and its last word."""

    document: Document
    usual: NameWords

    @cached_property
    def _words(self) -> list[_Word]:
        return [_Word(latin(found.group()), *found.span()) for found in WORD.finditer(self.document.folded.text)]

    def __len__(self) -> int:
        return len(self._words)

    def latin(self, first: int, last: int) -> list[str]:
        return [word.latin for word in self._words[first : last + 1]]

    def printed(self, first: int, last: int) -> str:
        """The stretch as the posting prints it."""
        start, end = self.document.folded.span(self._words[first].start, self._words[last].end)
        return self.document.body[start:end]

    def any_small(self, first: int, last: int) -> bool:
        """Whether a word of the stretch begins with a small letter."""
        return any(map(self._is_small, range(first, last + 1)))

    def stand_as_common_words(self, first: int, last: int) -> bool:
        """Whether all begin with small letters in a text that knows capitals."""
        return all(map(self._is_small, range(first, last + 1))) and any(map(str.isupper, self.document.body))

    def with_forms(self, first: int, last: int) -> tuple[int, int]:
        """The stretch with the legal forms before and after it."""
        while first and self._is_form(first - 1) and not self.is_broken(first - 1, first):
            first -= 1
        while last + 1 < len(self) and self._is_form(last + 1) and not self.is_broken(last, last + 1):
            last += 1
        return first, last

    def is_broken(self, first: int, last: int) -> bool:
        """Whether a sentence ends within the stretch. The dot of an abbreviated form or of an initial ends none."""
        return any(self._ends_after(at) for at in range(first, last))

    def _ends_after(self, at: int) -> bool:
        word, following, text = self._words[at], self._words[at + 1], self.document.folded.text
        if not _BREAK.search(text, word.end, following.start):
            return False
        abbreviated = word.latin in self.usual.forms or len(word.latin) == 1
        return not (abbreviated and text[word.end : following.start] == ". ")

    def _is_form(self, at: int) -> bool:
        word = self._words[at].latin
        return word in self.usual.forms and not (word in self.usual.short_forms and self._is_small(at))

    def _is_small(self, at: int) -> bool:
        return self.printed(at, at)[:1].islower()
