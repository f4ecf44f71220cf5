"""Listed names among the words of a text: neighbouring words lead to the names, and all words of a name must be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from enrich.document import Document
from enrich.sanctions.found import EVERYDAY, MOST_ROWS, Found, first_places
from enrich.sanctions.index_file import IndexFile, Row
from enrich.sanctions.keys import FORM, core_words, pair_key
from enrich.sanctions.likeness import in_order_likeness, name_likeness, sound
from enrich.sanctions.words import WORD, latin

_BREAK = regex.compile(r"[\n!?;:|•()\[\]<>。！？；：]|\.\s")


class _Word(NamedTuple):
    latin: str
    start: int
    end: int


class TextNames:
    """Looks a text up in an index."""

    def __init__(self, index: IndexFile) -> None:
        self._index = index
        self._usual = index.about.words

    def find(self, document: Document) -> Iterator[Found]:
        """Listed names, with the words of the text."""
        folded = document.folded.text
        hits = list(first_places(self._hits([latin(word) for word in WORD.findall(folded)])))
        if hits:
            words = [_Word(latin(found.group()), *found.span()) for found in WORD.finditer(folded)]
            for at, key in hits:
                for row in self._index.at(key, MOST_ROWS):
                    yield from self._judged(document, words, at, row)

    def _hits(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Places of neighbouring words that stand in some name, and their key."""
        pairs, forms = self._index.pairs, self._usual.forms
        sounds = [sound(word) for word in words]
        for at, (left, right) in enumerate(pairwise(sounds)):
            if (key := pair_key(left, right)) in pairs:
                yield at, key
            if words[at + 1] in forms and (key := pair_key(left, FORM)) in pairs:
                yield at, key

    def _judged(self, document: Document, words: Sequence[_Word], at: int, row: Row) -> Iterator[Found]:
        """The likest stretch of text for a row that was led to by the words at `at` and after it."""
        core = core_words(row.kind, row.words, self._usual)
        size = len(core)
        best: tuple[float, int] = (0.0, 0)
        for start in range(max(0, at - size + 1), min(at + 1, len(words) - size) + 1):
            given = [word.latin for word in words[start : start + size]]
            best = max(best, (self._likeness(row, core, given), -start))
        score, start = best[0], -best[1]
        if score and not self._is_broken(document, words, start, start + size - 1):
            yield from self._fitting(document, words, (start, start + size - 1), row, score)

    @staticmethod
    def _likeness(row: Row, core: Sequence[str], given: Sequence[str]) -> float:
        """A person's names stand in any order; a name of one word is an equal word."""
        if len(core) == 1:
            return float(core[0] == given[0])
        return name_likeness(core, given) if row.kind == "person" else in_order_likeness(core, given)

    def _fitting(
        self, document: Document, words: Sequence[_Word], span: tuple[int, int], row: Row, score: float
    ) -> Iterator[Found]:
        """Only what stands there as a name: a person's in capitals, one word or everyday ones with their legal form."""
        first, last = self._with_forms(document, words, *span)
        core = [word.latin for word in words[span[0] : span[1] + 1]]
        found = Found(row, _printed(document, words[first], words[last]), score)
        if row.kind == "person":
            if not any(_is_small(document, word) for word in words[span[0] : span[1] + 1]):
                yield found
        elif len(core) > 1 and not self._usual.says_little("organisation", core):
            yield found
        elif self._usual.meant_forms(row.words) & self._usual.meant_forms(word.latin for word in words[first : last + 1]):
            yield found._replace(score=score * (EVERYDAY if len(core) > 1 else 1))

    def _with_forms(self, document: Document, words: Sequence[_Word], first: int, last: int) -> tuple[int, int]:
        """The stretch with the legal forms before and after it."""
        while first and self._is_form(document, words[first - 1]) and not self._is_broken(document, words, first - 1, first):
            first -= 1
        while (
            last + 1 < len(words)
            and self._is_form(document, words[last + 1])
            and not self._is_broken(document, words, last, last + 1)
        ):
            last += 1
        return first, last

    def _is_form(self, document: Document, word: _Word) -> bool:
        return word.latin in self._usual.forms and not (word.latin in self._usual.short_forms and _is_small(document, word))

    def _is_broken(self, document: Document, words: Sequence[_Word], first: int, last: int) -> bool:
        """Whether a sentence ends between two of these words. The dot of an abbreviated form or of an initial ends none."""
        folded = document.folded.text
        return any(
            _BREAK.search(folded, left.end, right.start)
            and not (folded[left.end : right.start] == ". " and (left.latin in self._usual.forms or len(left.latin) == 1))
            for left, right in pairwise(words[first : last + 1])
        )


def _printed(document: Document, first: _Word, last: _Word) -> str:
    start, end = document.folded.span(first.start, last.end)
    return document.body[start:end]


def _is_small(document: Document, word: _Word) -> bool:
    return _printed(document, word, word)[:1].islower()
