"""Finds the terms of all lexicons in one pass over the tokens of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, repeat
from operator import add
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from enrich.signals.term_graph import GLUE, Step, Term, TermError, TermGraph

__all__ = ["Hit", "Lexicon", "Term", "TermError"]

# Farther back than any gap reaches.
_NEVER = -1000


class Hit(NamedTuple):
    """A term found: tokens `first` to `last`, both included."""

    term: Term
    first: int
    last: int


# How a state was reached: the first token of the term so far and the last; and the same of an older way, which ended before
# the newer began: in "shop, Moi Street" the street may begin an address or end one.
_Ways = tuple[int, int, int, int]


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
        uses = self._uses
        # Of the many terms that a word begins few go on with any other word of the text.
        wanted = set().union(*[uses[piece].following for piece, _, _ in matches])
        reached: dict[int, _Ways] = {}
        hits: list[Hit] = []
        for piece, start, _ in matches:
            tokens, whole, opening, following = uses[piece]
            opened = opening and opening & wanted
            follows = reached and following and not reached.keys().isdisjoint(following)
            if not (opened or follows or whole):
                continue
            first = bisect_right(joined.begins, start) - 1
            last = first + tokens - 1
            for term in whole:
                hits.append(Hit(term, first, last))  # noqa: PERF401  # mostly none or one: a list for each costs more
            continued = _continued(following, reached, first) if follows else ()
            for target in opened:
                reached[target] = _newer(reached.get(target), first, first, last)
            for target, begin in continued:
                hits += [Hit(term, begin, last) for term in self._ends.get(target, ())]
                if target in self._going_on:
                    reached[target] = _newer(reached.get(target), begin, first, last)
        return hits


def _continued(following: Mapping[int, Sequence[Step]], reached: Mapping[int, _Ways], first: int) -> list[tuple[int, int]]:
    """The states that a piece at token `first` leads to from those reached near enough, each with where its term began."""
    found = []
    for source in sorted(following.keys() & reached.keys()):
        begin, last, older_begin, older_last = reached[source]
        for target, gap in following[source]:
            if 0 < first - last <= gap + 1:
                found.append((target, begin))
            elif 0 < first - older_last <= gap + 1:
                found.append((target, older_begin))
    return found


def _newer(ways: _Ways | None, begin: int, first: int, last: int) -> _Ways:
    if ways is None:
        return begin, last, 0, _NEVER
    newest_begin, newest_last, older_begin, older_last = ways
    if newest_last < first:
        return begin, last, newest_begin, newest_last
    return (begin, last, older_begin, older_last) if older_last < first else (begin, last, 0, _NEVER)
