"""The terms of all lexicons as one graph: pieces of terms lead from state to state, and beginnings that are alike are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from enrich.signals.pattern import Part, PatternError, Piece, compile_term

# Between the tokens of the text that is searched. No token holds it.
GLUE = "\x1f"
_START = 0


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


class Step(NamedTuple):
    """A piece leads to a state, with at most `gap` tokens before it."""

    target: int
    gap: int


class PieceUse(NamedTuple):
    """What one piece of text does.

    `tokens`: how long it is. `whole`: terms that it is all of. `opening`: states of longer terms that it begins.
    `following`: steps on from other states.
    """

    tokens: int
    whole: tuple[Term, ...]
    opening: frozenset[int]
    following: Mapping[int, tuple[Step, ...]]


class TermGraph:
    """`pieces` are to be looked for in tokens joined by GLUE; `uses` tells for each of them what follows from it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Raises TermError."""
        self._states = 1
        self._after_part: dict[tuple[int, Part], int] = {}
        self._after_piece: dict[tuple[int, int, Piece], int] = {}
        self._steps: dict[str, dict[int, dict[Step, None]]] = {}
        ends: defaultdict[int, dict[Term, None]] = defaultdict(dict)
        for term in terms:
            for way in _ways(term):
                ends[self._last_state(way)][term] = None
        self.ends: Mapping[int, tuple[Term, ...]] = {state: tuple(own) for state, own in ends.items()}
        self.going_on: frozenset[int] = frozenset({source for steps in self._steps.values() for source in steps} - {_START})
        self.pieces: Sequence[str] = list(self._steps)
        self.uses: Sequence[PieceUse] = [self._use(piece, steps) for piece, steps in self._steps.items()]

    def _last_state(self, way: Iterable[Part]) -> int:
        """The state that one way to read a term leads to; terms that begin alike share what they begin with."""
        state = _START
        for part in way:
            if (state, part) not in self._after_part:
                self._after_part[state, part] = end = self._new_state()
                for spelling in part.spellings:
                    self._spell(state, part.gap, spelling, end)
            state = self._after_part[state, part]
        return state

    def _spell(self, state: int, gap: int, spelling: Sequence[Piece], end: int) -> None:
        for piece in spelling[:-1]:
            if (state, gap, piece) not in self._after_piece:
                self._after_piece[state, gap, piece] = target = self._new_state()
                self._add(state, gap, piece, target)
            state, gap = self._after_piece[state, gap, piece], 0
        self._add(state, gap, spelling[-1], end)

    def _add(self, source: int, gap: int, piece: Piece, target: int) -> None:
        self._steps.setdefault(_key(piece), {}).setdefault(source, {})[Step(target, gap)] = None

    def _use(self, piece: str, steps: Mapping[int, Iterable[Step]]) -> PieceUse:
        first = [step.target for step in steps.get(_START, ())]
        return PieceUse(
            tokens=len(piece.strip(GLUE).split(GLUE)),
            whole=tuple(term for target in first for term in self.ends.get(target, ())),
            opening=self.going_on.intersection(first),
            following={source: tuple(own) for source, own in steps.items() if source != _START},
        )

    def _new_state(self) -> int:
        self._states += 1
        return self._states - 1


def _ways(term: Term) -> Iterator[tuple[Part, ...]]:
    try:
        yield from compile_term(term.text)
    except PatternError as error:
        raise TermError(term, str(error)) from None


def _key(piece: Piece) -> str:
    return GLUE + GLUE.join(piece.words) + ("" if piece.open else GLUE)
