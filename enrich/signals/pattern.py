"""The small language in which terms of a lexicon are written.

    free air ticket            these words, one after the other, whatever their case, width or accents
    (free|paid) ticket(s|)     alternatives, which may be nested; an empty one makes its group optional
    free {2} ticket            up to two other tokens may stand between
    паспорт*                   every word that begins so

In scripts written without spaces every grapheme cluster is a token, so a term is found wherever it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import NamedTuple

import regex

from compoundwatch.text import token_texts

# More spellings of one part than this are a slip of the pen: two terms read better.
MOST_SPELLINGS = 1000
MOST_GAP = 12
_GAP = regex.compile(r"\{(\d+)\}")
_BLANK_OR_BRACE = re.compile(r"[\s{}]+")
_LITERAL = re.compile(r"[^()|]+")
_WORDS = regex.compile(r"(?P<words>[^\s{}*]+)(?P<star>\*?)")


class PatternError(ValueError):
    """A term that cannot be understood."""


class Piece(NamedTuple):
    """Tokens that follow each other. `open`: the last one is only the beginning of a word."""

    words: tuple[str, ...]
    open: bool


class Part(NamedTuple):
    """What stands between two gaps of a term: any of its spellings, after at most `gap` other tokens."""

    gap: int
    spellings: tuple[tuple[Piece, ...], ...]


def compile_term(term: str) -> tuple[tuple[Part, ...], ...]:
    """The ways to read a term, each its parts in order: a part that may be empty is left out in one of them.

    Raises PatternError.
    """
    texts = _GAP.split(term)
    gaps = [0, *map(int, texts[1::2])]
    if max(gaps) > MOST_GAP:
        raise PatternError(f"{term!r}: expected gaps of at most {MOST_GAP} tokens")
    ways: list[tuple[Part, ...]] = [()]
    for gap, text in zip(gaps, texts[::2], strict=True):
        spellings = tuple(dict.fromkeys(_pieces(spelling) for spelling in _expand(text)))
        part = Part(gap, tuple(spelling for spelling in spellings if spelling))
        longer = [(*way, part) for way in ways]
        ways = longer if all(spellings) else longer + ways
    if not all(ways) or any(part.spellings == () for way in ways for part in way):
        raise PatternError(f"{term!r}: expected words, also before, between and after its gaps")
    return tuple(ways)


def _pieces(spelling: str) -> tuple[Piece, ...]:
    if "*" not in spelling:
        tokens = tuple(token for words in _BLANK_OR_BRACE.split(spelling) for token in _split(words))
        return (Piece(tokens, open=False),) if tokens else ()
    pieces: list[Piece] = []
    words: list[str] = []
    for match in _WORDS.finditer(spelling):
        words.extend(_split(match["words"]))
        if match["star"] and words:
            pieces.append(Piece(tuple(words), open=True))
            words = []
    if words:
        pieces.append(Piece(tuple(words), open=False))
    return tuple(pieces)


@lru_cache(maxsize=16384)
def _split(words: str) -> tuple[str, ...]:
    return tuple(token_texts(words))


def _expand(term: str) -> list[str]:
    spellings, rest = _choices(term, 0)
    if rest != len(term):
        raise PatternError(f"{term!r}: expected an opening bracket for each closing one")
    return spellings


def _choices(term: str, at: int) -> tuple[list[str], int]:
    """The spellings of `term` from `at` up to its end or to the bracket that closes, and where that is."""
    done: list[str] = []
    current = [""]
    while at < len(term) and term[at] != ")":
        if term[at] == "(":
            inner, at = _choices(term, at + 1)
            if at == len(term):
                raise PatternError(f"{term!r}: expected a closing bracket for each opening one")
            current = _products(term, current, inner)
        elif term[at] == "|":
            done, current = done + current, [""]
        elif literal := _LITERAL.match(term, at):
            current = [spelling + literal.group() for spelling in current]
            at = literal.end() - 1
        at += 1
    return done + current, at


def _products(term: str, firsts: list[str], seconds: list[str]) -> list[str]:
    count = len(firsts) * len(seconds)
    if count > MOST_SPELLINGS:
        raise PatternError(f"{term!r}: {count} spellings, expected at most {MOST_SPELLINGS}")
    return [first + second for first, second in product(firsts, seconds)]
