"""Finds the terms of all lexicons in one pass over the tokens of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from enrich.pattern import Part, PatternError, Piece, compile_term

# Between the tokens of the text that is searched. No token holds it.
_GLUE = "\x1f"


class Term(NamedTuple):
    """One term of a lexicon: `signal` says what it speaks of, `language` whose file it is from."""

    signal: str
    language: str
    text: str


class TermError(ValueError):
    """A term that cannot be understood."""

    def __init__(self, term: Term, why: str) -> None:
        super().__init__(why)
        self.term = term


class Hit(NamedTuple):
    """A term found: tokens `first` to `last`, both included."""

    term: Term
    first: int
    last: int


class _Step(NamedTuple):
    """A piece leads from one state of a term to the next, with at most `gap` tokens before it."""

    source: int
    target: int
    gap: int


class _Way(NamedTuple):
    """How a state was reached: the first token of the term so far, and the last.

    The newest way is kept and the one that ended before it began: in "shop, Moi Street" the street may
    begin an address or end one.
    """

    begin: int
    last: int


_START = 0


class Lexicon:
    """All terms, searched at once: `Lexicon(terms).find(words_of(document)[1])`.

    One Aho-Corasick pass finds the pieces; bounded gaps let the pieces be joined in one more pass, so time is linear.
    """

    def __init__(self, terms: Iterable[Term]) -> None:
        """Raises TermError."""
        # State `_START` is every term's beginning; the last state of a term stands in `_accepts`.
        self._states = 1
        self._accepts: dict[int, Term] = {}
        steps: defaultdict[str, list[_Step]] = defaultdict(list)
        for term in terms:
            self._add(term, steps)
        pieces = list(steps)
        self._steps = [_parted(steps[piece]) for piece in pieces]
        self._searcher = AhoCorasick(pieces)
        self.vocabulary = frozenset(word for piece in pieces for word in piece.strip(_GLUE).split(_GLUE))

    def _add(self, term: Term, steps: dict[str, list[_Step]]) -> None:
        for way in _ways(term):
            self._accepts[self._add_way(way, steps)] = term

    def _add_way(self, way: Sequence[Part], steps: dict[str, list[_Step]]) -> int:
        """Add the steps of one way to read a term; its last state."""
        state = _START
        for part in way:
            end = self._new_state()
            for spelling in part.spellings:
                source, gap = state, part.gap
                for piece in spelling[:-1]:
                    target = self._new_state()
                    steps[_key(piece)].append(_Step(source, target, gap))
                    source, gap = target, 0
                steps[_key(spelling[-1])].append(_Step(source, end, gap))
            state = end
        return state

    def _new_state(self) -> int:
        self._states += 1
        return self._states - 1

    def find(self, words: Sequence[str]) -> list[Hit]:
        """Hits in the order in which they end."""
        glued = _GLUE + _GLUE.join(words) + _GLUE
        # Where each token begins in `glued`.
        begins = list(accumulate((len(word) + 1 for word in words), initial=1))
        reached: dict[int, list[_Way]] = {}
        hits: list[Hit] = []
        for piece, start, end in self._searcher.find_matches_as_indexes(glued, overlapping=True):
            beginning, following = self._steps[piece]
            # Most pieces only go on with terms that have not begun.
            if not beginning and not any(step.source in reached for step in following):
                continue
            first, last = bisect_right(begins, start + 1) - 1, bisect_right(begins, end - 1) - 1
            taken = [(step, first) for step in beginning]
            taken += [(step, begin) for step in following if (begin := _begin(step, first, reached)) is not None]
            for step, begin in taken:
                if step.target in self._accepts:
                    hits.append(Hit(self._accepts[step.target], begin, last))
                else:
                    before = [way for way in reached.get(step.target, ()) if way.last < first][:1]
                    reached[step.target] = [_Way(begin, last), *before]
        return hits


def _ways(term: Term) -> tuple[tuple[Part, ...], ...]:
    try:
        return compile_term(term.text)
    except PatternError as error:
        raise TermError(term, str(error)) from None


def _key(piece: Piece) -> str:
    return _GLUE + _GLUE.join(piece.words) + ("" if piece.open else _GLUE)


def _parted(steps: Iterable[_Step]) -> tuple[list[_Step], list[_Step]]:
    """The steps that begin a term, and those that go on with one."""
    beginning: list[_Step] = []
    following: list[_Step] = []
    for step in steps:
        (beginning if step.source == _START else following).append(step)
    return beginning, following


def _begin(step: _Step, first: int, reached: dict[int, list[_Way]]) -> int | None:
    """Where the term began that the step goes on with, or None where it does not follow."""
    for way in reached.get(step.source, ()):
        if 0 < first - way.last <= step.gap + 1:
            return way.begin
    return None
