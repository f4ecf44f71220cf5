"""Vietnamese words that differ only in their marks, which the search folds away: bẫy is a trap, bay is to fly."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

import regex

from compoundwatch.text import fold_text
from enrich.signals.lexicon import Hit, Term

# English terms stand here too: "loạn" is no loan.
_LANGUAGES = frozenset({"vi", "en"})
_WORD = regex.compile(r"[\p{L}\p{M}]++")


def sounds_right(hit: Hit, written: Callable[[int], str]) -> bool:
    """Whether the first and the last word of a hit carry no marks, or those of a word of the term.

    `written` gives a word of the text as it stands there. For Vietnamese texts: whoever writes no marks at all is still found.
    """
    return hit.term.language not in _LANGUAGES or all(_fits(hit.term, written(at)) for at in {hit.first, hit.last})


def _fits(term: Term, word: str) -> bool:
    return word.isascii() or not word.isalpha() or fold_text(word) == word.casefold() or _letters(word) in _words(term)


@lru_cache(maxsize=8192)
def _words(term: Term) -> frozenset[str]:
    return frozenset(map(_letters, _WORD.findall(term.text)))


def _letters(word: str) -> str:
    """The letters and marks of a word in an order of their own: the mark of hoà and hòa stands on either vowel."""
    return "".join(sorted(unicodedata.normalize("NFD", word.casefold())))
