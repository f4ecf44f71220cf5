"""One given name against all listed ones, also with a letter wrong: an employer's, or one that somebody asks for."""

from __future__ import annotations

from collections.abc import Iterator

from compoundwatch.text import fold_text
from enrich.sanctions.found import EVERYDAY, MOST_ROWS, Found
from enrich.sanctions.index_file import IndexFile, Row
from enrich.sanctions.keys import LACKING, UNPARTED, WORD, core_words, lacking, whole_key
from enrich.sanctions.likeness import name_likeness, sound
from enrich.sanctions.words import latin_words
from enrich.writing.lookalikes import squash_name

_LONGEST, _MOST_WORDS = 200, 12


class GivenNames:
    """Looks names up in an index."""

    def __init__(self, index: IndexFile) -> None:
        self._index = index
        self._usual = index.about.words

    def find(self, name: str) -> Iterator[Found]:
        """Every listed name like this one, whoever bears it."""
        words = latin_words(name[:_LONGEST])[:_MOST_WORDS]
        for row in {row: None for key in self._keys(name, words) for row in self._index.at(key, MOST_ROWS)}:
            yield Found(row, name, self._score(row, name, words))

    def find_telling(self, name: str) -> Iterator[Found]:
        """The same without namesakes: a name of common or everyday words counts only for an organisation, with its legal form."""
        for found in self.find(name):
            words = found.row.words
            core = core_words(found.row.kind, words, self._usual)
            if not core or not self._usual.says_little(found.row.kind, core):
                yield found
            elif self._usual.meant_forms(words) & self._usual.meant_forms(latin_words(name[:_LONGEST])):
                yield found._replace(score=found.score * EVERYDAY)

    def _keys(self, name: str, words: list[str]) -> Iterator[str]:
        yield UNPARTED + squash_name(fold_text(name))[0]
        for core in {core_words(kind, words, self._usual) for kind in ("person", "organisation")}:
            yield whole_key(core)
            yield from (WORD + sound(word) for word in core)
            if len(core) == 1:
                yield from (LACKING + form for form in lacking(core[0]))

    def _score(self, row: Row, name: str, words: list[str]) -> float:
        if not row.words or squash_name(fold_text(name))[0] == squash_name(fold_text(row.matched))[0]:
            return 1.0
        kind = row.kind
        return name_likeness(core_words(kind, row.words, self._usual), core_words(kind, words, self._usual))
