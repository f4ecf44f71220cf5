"""The age an advert asks for: "Age 20-32", "不超过30岁", "อายุไม่เกิน 28"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from enrich.signals import Signals
from enrich.signals.lexicon import Hit

YOUNGEST, OLDEST = 14, 75
_AGES = {str(age): age for age in range(YOUNGEST, OLDEST + 1)}
# How many tokens may stand between the word for age and its number ("อายุ ตั้งแต่ 18"), and between two numbers ("20 to 32").
_REACH, _BETWEEN = 6, 3
_CUES = ("age_cue", "age_unit", "age_below", "sex_female", "sex_male")


@dataclass(frozen=True, slots=True)
class AgeRange:
    """An age asked for, at least one end of it, and the tokens that say so."""

    low: int | None
    high: int | None
    first: int
    last: int


def find_age(signals: Signals) -> AgeRange | None:
    """The first age or range of ages that stands beside a word for age, its unit, a limit or, if it is a range, a sex."""
    cues = sorted((hit for name in _CUES for hit in signals.hits.get(name, ())), key=lambda hit: hit.first)
    numbers = {index: _AGES[word] for index, word in enumerate(signals.searched) if word in _AGES} if cues else {}
    finder = _Finder(numbers, cues)
    return next((found for cue in cues if (found := finder.beside(cue))), None)


class _Finder:
    """Looks for ages beside a cue. `numbers`: what could be an age, by token."""

    def __init__(self, numbers: Mapping[int, int], cues: list[Hit]) -> None:
        self._numbers = numbers
        self._units = {hit.first for hit in cues if hit.term.signal == "age_unit"}
        self._limits = {index for hit in cues if hit.term.signal == "age_below" for index in (hit.first, hit.last)}

    def beside(self, cue: Hit) -> AgeRange | None:
        near = self._before(cue) if cue.term.signal == "age_unit" else self._after(cue)
        if len(near) == 2 and near[1] - near[0] <= _BETWEEN and self._numbers[near[0]] < self._numbers[near[1]]:
            low, high = (self._numbers[index] for index in near)
            return AgeRange(low, high, min(near[0], cue.first), max(near[1], cue.last))
        if not near or cue.term.signal.startswith("sex_"):
            return None
        return self._single(cue, near[-1] if cue.term.signal == "age_unit" else near[0])

    def _before(self, cue: Hit) -> list[int]:
        """A unit stands right behind its number; the beginning of a range a few tokens before."""
        if cue.first - 1 not in self._numbers:
            return []
        near = [index for index in range(max(0, cue.first - 2 - _BETWEEN), cue.first) if index in self._numbers]
        return near[-2:]

    def _after(self, cue: Hit) -> list[int]:
        return [index for index in range(cue.last + 1, cue.last + 2 + _REACH) if index in self._numbers][:2]

    def _single(self, cue: Hit, at: int) -> AgeRange | None:
        if cue.term.signal == "age_below" and not {at + 1, at + 2} & self._units:
            # "up to 30": of what, nothing says.
            return None
        first, last = min(at, cue.first), max(at, cue.last)
        is_limit = any(index in self._limits for index in range(first - 2, last + 3))
        age = self._numbers[at]
        return AgeRange(None, age, first, last) if is_limit else AgeRange(age, None, first, last)
