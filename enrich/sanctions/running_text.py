"""Listed names among the words of a text: neighbouring words lead to the names, and all words of a name must be there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from enrich.document import Document
from enrich.sanctions.found import EVERYDAY, MOST_ROWS, Found, first_places
from enrich.sanctions.index_file import IndexFile, Row
from enrich.sanctions.keys import FORM, core_words, pair_key
from enrich.sanctions.likeness import in_order_likeness, name_likeness, sound
from enrich.sanctions.text_words import TextWords
from enrich.sanctions.words import WORD, latin


class TextNames:
    """Looks a text up in an index."""

    def __init__(self, index: IndexFile) -> None:
        self._index = index
        self._usual = index.about.words

    def find(self, document: Document) -> Iterator[Found]:
        """Listed names, with the words of the text."""
        latin_words = [latin(word) for word in WORD.findall(document.folded.text)]
        words = TextWords(document, self._usual)
        for at, key in first_places(self._hits(latin_words)):
            for row in self._index.at(key, MOST_ROWS):
                yield from self._judged(words, at, row)

    def _hits(self, words: Sequence[str]) -> Iterator[tuple[int, str]]:
        """Places of neighbouring words that stand in some name, and their key."""
        pairs, forms = self._index.pairs, self._usual.forms
        for at, (left, right) in enumerate(pairwise([sound(word) for word in words])):
            if (key := pair_key(left, right)) in pairs:
                yield at, key
            if words[at + 1] in forms and (key := pair_key(left, FORM)) in pairs:
                yield at, key

    def _judged(self, words: TextWords, at: int, row: Row) -> Iterator[Found]:
        """The likest stretch of text for a row that was led to by the words at `at` and after it."""
        core = core_words(row.kind, row.words, self._usual)
        beyond = len(core) - 1
        best: tuple[float, int] = (0.0, 0)
        for first in range(max(0, at - beyond), min(at + 1, len(words) - beyond - 1) + 1):
            best = max(best, (_likeness(row, core, words.latin(first, first + beyond)), -first))
        likeness, first = best[0], -best[1]
        last = first + beyond
        if likeness and not words.is_broken(first, last) and (share := self._share(words, first, last, row)):
            whole = words.with_forms(first, last) if row.kind == "organisation" else (first, last)
            yield Found(row, words.printed(*whole), likeness * share)

    def _share(self, words: TextWords, first: int, last: int, row: Row) -> float:
        """What is left of the likeness because of how the words stand there; 0 where they are no name.

        A person's stand in capitals. One word or everyday ones have their legal form beside them.
        """
        if row.kind == "person":
            return float(not words.any_small(first, last))
        several = last > first
        telling = several and not self._usual.says_little("organisation", words.latin(first, last))
        if words.stand_as_common_words(first, last):
            return EVERYDAY if telling else 0.0
        if telling:
            return 1.0
        beside = self._usual.meant_forms(words.latin(*words.with_forms(first, last)))
        return (EVERYDAY if several else 1.0) if beside & self._usual.meant_forms(row.words) else 0.0


def _likeness(row: Row, core: Sequence[str], given: Sequence[str]) -> float:
    """A person's names stand in any order; a name of one word is an equal word."""
    if len(core) == 1:
        return float(core[0] == given[0])
    return name_likeness(core, given) if row.kind == "person" else in_order_likeness(core, given)
