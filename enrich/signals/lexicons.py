"""The lexicons of all languages: which of them a text is searched with, and which of their terms count in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import regex

from compoundwatch.char_table import CharTable
from enrich.signals.lexicon import Hit, Joined, Lexicon
from enrich.signals.term_graph import Term

# Written into adverts of every language.
_EVERYWHERE = "en"
_LATIN = regex.compile(r"\p{Latin}")
# Code points are told apart in blocks of so many; Latin letters (folded) and punctuation lie below or between the two bounds.
_BLOCK_BITS = 7
_LAST_LATIN, _SIGNS = 0x24F, range(0x2000, 0x2C00)


class Lexicons:
    """One lexicon a language. A text meets those it can hold words of: two or three small ones are searched faster than all."""

    def __init__(self, terms: Mapping[str, Collection[Term]]) -> None:
        """`terms` by language. Raises TermError."""
        self._lexicons = {language: Lexicon(own) for language, own in terms.items()}
        self._blocks = {language: blocks_of(lexicon.letters) for language, lexicon in self._lexicons.items()}
        # Words of other alphabets belong to few languages, Latin ones to many.
        self._unmistakable = frozenset(term for own in terms.values() for term in own if not _LATIN.search(term.text))
        self.vocabulary = frozenset(word for lexicon in self._lexicons.values() for word in lexicon.vocabulary)

    def find(self, words: list[str], spoken: Collection[str] | None) -> list[Hit]:
        """Hits by language. Latin words count only in the languages `spoken` in the text (None: nobody knows) and in English."""
        joined = Joined.of(words)
        blocks = blocks_of(joined.text)
        hits: list[Hit] = []
        for language, lexicon in self._lexicons.items():
            if spoken is None or language in spoken or language == _EVERYWHERE:
                hits += lexicon.find_in(joined)
            elif not self._blocks[language].isdisjoint(blocks):
                hits += [hit for hit in lexicon.find_in(joined) if hit.term in self._unmistakable]
        return hits


def _block(char: str) -> int:
    """The block of a character; 0 for Latin letters and signs."""
    code = ord(char)
    return code >> _BLOCK_BITS if code > _LAST_LATIN and code not in _SIGNS else 0


_BLOCKS = CharTable(_block)


def blocks_of(text: Iterable[str]) -> frozenset[int]:
    """The blocks of Unicode that letters beyond Latin lie in."""
    return frozenset(map(_BLOCKS.__getitem__, set(text))) - {0}
