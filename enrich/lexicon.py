"""Finds the terms of all lexicons in one pass over the tokens of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, repeat
from operator import add
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from enrich.term_graph import GLUE, PieceUse, Term, TermError, TermGraph

__all__ = ["Hit", "Lexicon", "Term", "TermError"]

# Farther back than any gap reaches.
_NEVER = -1000


class Hit(NamedTuple):
    """A term found: tokens `first` to `last`, both included."""

    term: Term
    first: int
    last: int


class _Ways(NamedTuple):
    """How a state was reached: the first token of the term so far and the last; and the same of an older way.

    The older one ended before the newer began: in "shop, Moi Street" the street may begin an address or end one.
    """

    begin: int
    last: int
    older_begin: int = 0
    older_last: int = _NEVER

    def begin_before(self, first: int, gap: int) -> int | None:
        """Where the term began that a piece at token `first` goes on with, or None where it stands too far or too near."""
        if 0 < first - self.last <= gap + 1:
            return self.begin
        return self.older_begin if 0 < first - self.older_last <= gap + 1 else None


class Joined(NamedTuple):
    """The words of a document as one text, and where each begins in it but for the glue before it."""

    text: str
    begins: Sequence[int]

    @classmethod
    def of(cls, words: Sequence[str]) -> Joined:
        begins = list(accumulate(map(add, map(len, words), repeat(1)), initial=0))
        return cls(GLUE + GLUE.join(words) + GLUE, begins)


class Lexicon:
    """Terms, searched at once: `Lexicon(terms).find(words_of(document)[1])`.

    One Aho-Corasick pass finds the pieces; bounded gaps let the pieces be joined in one more pass, so time is linear.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        """Raises TermError."""
        graph = TermGraph(terms)
        self._ends, self._going_on, self._uses = graph.ends, graph.going_on, graph.uses
        self._searcher = AhoCorasick(graph.pieces)
        self.vocabulary = frozenset(word for piece in graph.pieces for word in piece.strip(GLUE).split(GLUE))

    @property
    def letters(self) -> frozenset[str]:
        """Every character of every term, as it is searched."""
        return frozenset(char for word in self.vocabulary for char in word)

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Hits in the order in which they end."""
        return self.find_in(Joined.of(words))

    def find_in(self, joined: Joined) -> list[Hit]:
        """As `find`, for words that several lexicons are searched with."""
        matches = self._searcher.find_matches_as_indexes(joined.text, overlapping=True)
        found = [(self._uses[piece], start) for piece, start, _ in matches]
        # Of the many terms that a word begins few go on with any other word of the text.
        wanted = set().union(*(use.following for use, _ in found))
        reached: dict[int, _Ways] = {}
        hits: list[Hit] = []
        for use, start in found:
            opened = use.opening & wanted
            follows = not use.following.keys().isdisjoint(reached)
            if not (opened or follows or use.whole):
                continue
            first = bisect_right(joined.begins, start) - 1
            last = first + use.tokens - 1
            hits += [Hit(term, first, last) for term in use.whole]
            continued = _continued(use, reached, first) if follows else ()
            for target in opened:
                reached[target] = _newer(reached.get(target), first, first, last)
            for target, begin in continued:
                hits += [Hit(term, begin, last) for term in self._ends.get(target, ())]
                if target in self._going_on:
                    reached[target] = _newer(reached.get(target), begin, first, last)
        return hits


def _continued(use: PieceUse, reached: Mapping[int, _Ways], first: int) -> list[tuple[int, int]]:
    """The states that a piece leads to from those reached, each with where its term began."""
    found = []
    for source in sorted(use.following.keys() & reached.keys()):
        ways = reached[source]
        for target, gap in use.following[source]:
            begin = ways.begin_before(first, gap)
            if begin is not None:
                found.append((target, begin))
    return found


def _newer(ways: _Ways | None, begin: int, first: int, last: int) -> _Ways:
    if ways is None:
        return _Ways(begin, last)
    if ways.last < first:
        return _Ways(begin, last, ways.begin, ways.last)
    return _Ways(begin, last, ways.older_begin, ways.older_last) if ways.older_last < first else _Ways(begin, last)
