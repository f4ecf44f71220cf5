"""Finds a few hundred known names in a text, however they are written: spaced out, joined, with look-alikes, one letter wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import regex
from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz.distance import Levenshtein

from compoundwatch.text import fold_text
from enrich.writing.lookalikes import Squashed, squash_name

Owner = TypeVar("Owner")

# A Latin name must be this long to be looked for with one letter wrong: "Tai Chang" is one letter from Taichung.
_LEAST_MISSPELT = 9
# Characters that may stand between two letters or two words of one name.
_LONGEST_GAP = 3
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_INFLECTED = regex.compile(r"[\p{Cyrillic}\p{Devanagari}\p{Bengali}\p{Tamil}\p{Telugu}\p{Sinhala}\p{Hangul}]")
_LONGEST_ENDING = 6
_WORD_CHAR = regex.compile(r"[\p{L}\p{M}\p{N}_@]")
_MARK = regex.compile(r"\p{M}")
_NO_GAP = regex.compile(r"[\n.!?。！？;；,，、:：|()\[\]<>]")
_INITIALS_GAP = regex.compile(r"[\n!?。！？;；|<>]")


@dataclass(frozen=True, slots=True)
class _Pattern(Generic[Owner]):
    name: str
    owner: Owner
    squashed: str
    word_starts: frozenset[int]
    half: int | None = None
    """0 or 1: this pattern is that half of a name that may hold one wrong letter."""


@dataclass(frozen=True, slots=True)
class NameMatch(Generic[Owner]):
    """`start` and `end` count in the folded text. `exact` is False for a name with one letter wrong."""

    start: int
    end: int
    name: str
    owner: Owner
    exact: bool


class NameMatcher(Generic[Owner]):
    """Built once from names and what they belong to; `find` then takes time linear in the text."""

    def __init__(self, names: Iterable[tuple[str, Owner]]) -> None:
        self._patterns: list[_Pattern[Owner]] = []
        for name, owner in names:
            self._add(name, owner)
        self._automaton = AhoCorasick([_searched(pattern) for pattern in self._patterns], matchkind=MatchKind.Standard)

    def _add(self, name: str, owner: Owner) -> None:
        squashed, starts = squash_name(fold_text(name))
        self._patterns.append(_Pattern(name, owner, squashed, starts))
        if len(squashed) >= _LEAST_MISSPELT and name.isascii() and not any(char.isdigit() for char in name):
            self._patterns += [_Pattern(name, owner, squashed, starts, half) for half in (0, 1)]

    def find(self, text: Squashed) -> list[NameMatch[Owner]]:
        """Names in order, the longest where several overlap (all owners of the same words are kept)."""
        hits = self._automaton.find_matches_as_indexes(text.text, overlapping=True)
        if not hits:
            return []
        reader = _Reader(text)
        found = [match for index, start, end in hits if (match := reader.read(self._patterns[index], start, end))]
        return _longest(found)


def _searched(pattern: _Pattern[Owner]) -> str:
    middle = len(pattern.squashed) // 2
    match pattern.half:
        case 0:
            return pattern.squashed[:middle]
        case 1:
            return pattern.squashed[middle:]
        case _:
            return pattern.squashed


class _Reader:
    """Judges hits in squashed text by what stood between and around the letters in the folded text."""

    def __init__(self, squashed: Squashed) -> None:
        self._source = squashed
        self._squashed = squashed.text
        self._folded = squashed.source.text

    @property
    def _offsets(self) -> list[int]:
        """Asked for only by hits that may be names: most texts have none."""
        return self._source.offsets

    def read(self, pattern: _Pattern[Owner], start: int, end: int) -> NameMatch[Owner] | None:
        if pattern.half is None:
            return self._whole(pattern, start, end)
        return next((match for a, b in _windows(pattern, start, end) if (match := self._misspelt(pattern, a, b))), None)

    def _whole(self, pattern: _Pattern[Owner], start: int, end: int) -> NameMatch[Owner] | None:
        if not self._stands_alone(start, end) or not self._gaps_fit(pattern, start, end):
            return None
        return NameMatch(self._offsets[start], self._offsets[end - 1] + 1, pattern.name, pattern.owner, exact=True)

    def _misspelt(self, pattern: _Pattern[Owner], start: int, end: int) -> NameMatch[Owner] | None:
        if start < 0 or end > len(self._squashed):
            return None
        if Levenshtein.distance(self._squashed[start:end], pattern.squashed, score_cutoff=1) != 1:
            return None
        if not self._stands_alone(start, end):
            return None
        first, last = self._offsets[start], self._offsets[end - 1] + 1
        if last - first > len(pattern.name) + 2 or _NO_GAP.search(self._folded, first, last):
            return None
        return NameMatch(first, last, pattern.name, pattern.owner, exact=False)

    def _stands_alone(self, start: int, end: int) -> bool:
        first, last = self._offsets[start], self._offsets[end - 1] + 1
        text = self._folded
        if last < len(text) and _MARK.match(text[last]):
            return False
        return not (self._joined(first - 1, first) or (self._joined(last, last - 1) and not self._inflected(last)))

    def _joined(self, outside: int, inside: int) -> bool:
        """Whether the characters at two neighbouring places belong to one word."""
        text = self._folded
        if not 0 <= outside < len(text) or not _WORD_CHAR.match(text[outside]):
            return False
        return not (_UNSPACED.match(text[inside]) or _UNSPACED.match(text[outside]))

    def _inflected(self, last: int) -> bool:
        """Whether what follows may be a case ending of a language that writes them onto the name."""
        text = self._folded
        if not _INFLECTED.match(text[last - 1]):
            return False
        rest = text[last : last + _LONGEST_ENDING + 1]
        ending = next((at for at, char in enumerate(rest) if not _WORD_CHAR.match(char)), len(rest))
        return ending <= _LONGEST_ENDING

    def _gaps_fit(self, pattern: _Pattern[Owner], start: int, end: int) -> bool:
        """Words of a name may be joined or parted; inside a word either every letter is parted or none."""
        text, offsets = self._folded, self._offsets
        first, last = offsets[start], offsets[end - 1] + 1
        if last - first == end - start:
            return True
        inner = inner_parted = 0
        for at in range(start + 1, end):
            gap = text[offsets[at - 1] + 1 : offsets[at]]
            is_start = at - start in pattern.word_starts
            if len(gap) > _LONGEST_GAP or (gap and (_INITIALS_GAP if len(gap) == 1 or is_start else _NO_GAP).search(gap)):
                return False
            if not is_start and not _MARK.match(text[offsets[at]]) and not _UNSPACED.match(text[offsets[at]]):
                inner, inner_parted = inner + 1, inner_parted + bool(gap)
        return inner_parted in {0, inner} or bool(_UNSPACED.match(text[first]))


def _windows(pattern: _Pattern[Owner], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a whole name with one letter wrong could stand around the half that was found."""
    for length in (len(pattern.squashed), len(pattern.squashed) + 1, len(pattern.squashed) - 1):
        yield (start, start + length) if pattern.half == 0 else (end - length, end)


def _longest(found: list[NameMatch[Owner]]) -> list[NameMatch[Owner]]:
    """Exact before misspelt, long before short; of those that overlap one stands, with every owner of the same words."""
    found.sort(key=lambda match: (not match.exact, match.start - match.end, match.start))
    kept: list[NameMatch[Owner]] = []
    taken: dict[int, tuple[int, int, bool]] = {}
    for match in found:
        words = (match.start, match.end, match.exact)
        if all(taken.get(at, words) == words for at in range(match.start, match.end)):
            kept.append(match)
            taken.update(dict.fromkeys(range(match.start, match.end), words))
    return sorted({(match.start, id(match.owner)): match for match in reversed(kept)}.values(), key=lambda match: match.start)
