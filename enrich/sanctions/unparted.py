"""Listed names in scripts without gaps, wherever they stand; and Chinese names that a list has in Latin letters only."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

import regex

from enrich.document import Document
from enrich.sanctions.found import MOST_ROWS, Found, first_places
from enrich.sanctions.index_file import IndexFile
from enrich.sanctions.keys import READING, UNPARTED, reading
from enrich.sanctions.words import UNSPACED

_RUN = regex.compile(r"\p{Han}++")
# A name that stands alone between other signs: two to three characters beside the family name are no sentence.
_ALONE = range(3, 5)
_LONGEST = 60
# Many characters are read alike.
_READ_ALIKE = 0.88
# What may stand within a name.
_WITHIN = regex.compile(r"[\s·・‧]*+")


class UnpartedNames:
    """Looks a text up in an index."""

    def __init__(self, index: IndexFile) -> None:
        self._index = index

    def find(self, document: Document) -> Iterator[Found]:
        """Listed names, with the words of the text."""
        text = document.folded.text
        if text.isascii() or not UNSPACED.search(text):
            return
        yield from self._written(document)
        yield from self._read(document)

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        """The first two characters of every such name: few places of a text have them."""
        first = len(UNPARTED)
        return frozenset(key[first : first + 2] for key in self._index.starting(UNPARTED))

    def _written(self, document: Document) -> Iterator[Found]:
        for at, key in first_places(self._hits(document.squashed.text)):
            words = self._printed(document, at, len(key) - len(UNPARTED))
            if words is not None:
                yield from (Found(row, words, 1.0) for row in self._index.at(key, MOST_ROWS))

    def _hits(self, text: str) -> Iterator[tuple[int, str]]:
        """Where the text goes on with a listed name, and the longest one's key."""
        beginnings = self._beginnings
        known: dict[str, list[str]] = {}
        for at in [at for at in range(len(text) - 1) if text[at : at + 2] in beginnings]:
            rest = text[at : at + _LONGEST]
            if rest not in known:
                known[rest] = self._index.beginnings(UNPARTED + rest)[-1:]
            yield from ((at, key) for key in known[rest])

    @staticmethod
    def _printed(document: Document, at: int, length: int) -> str | None:
        """The words as printed; None where a sentence ends among them."""
        offsets = document.squashed.offsets[at : at + length]
        folded = document.folded.text
        if any(not _WITHIN.fullmatch(folded, left + 1, right) for left, right in pairwise(offsets)):
            return None
        start, end = document.folded.span(offsets[0], offsets[-1] + 1)
        return document.body[start:end]

    def _read(self, document: Document) -> Iterator[Found]:
        runs = {run for run in _RUN.findall(document.folded.text) if len(run) in _ALONE}
        for run in sorted(runs):
            yield from (Found(row, run, _READ_ALIKE) for row in self._index.at(READING + reading(run), MOST_ROWS))
