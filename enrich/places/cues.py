"""The words of place_roles.yml: what stands before a name, after it, in its clause, or joined to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, Literal, TypeVar, get_args

import regex

from compoundwatch.config.toponyms import PlaceRolesConfig, RoleCuesConfig, RoleWordsConfig
from compoundwatch.text import fold_text

Cue = Literal["origin", "transit", "destination"]

# What may stand between a cue and a name, and how far before and after a name its clause is read.
_SKIPPED = " \t\"'“”‘’«»([【「『《:：-–—~)]】」』》"
_MOST_SKIPPED = 4
_ARTICLES = ("the ", "a ", "el ", "la ")
_WINDOW, _UNSPACED_WINDOW = 60, 16
_CLAUSE_END = regex.compile(r"[\n.!?。！？;；।၊။,，、]")
_WORD_CHAR = regex.compile(r"[[\p{L}\p{M}\p{N}_]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]", regex.V1)
_WORD = regex.compile(rf"{_WORD_CHAR.pattern}++", regex.V1)
_LAST_WORD = regex.compile(rf"(?r){_WORD_CHAR.pattern}++", regex.V1)
_MOST_WORDS = 4
Role = TypeVar("Role")


class Neighbours(Generic[Role]):
    """Words that say something when they stand directly before or directly after a name."""

    def __init__(self, meanings: Mapping[str, Role]) -> None:
        self._meanings = {fold_text(word): meaning for word, meaning in meanings.items()}
        self._lengths = sorted(set(map(len, self._meanings)), reverse=True)
        # Most names have none of the words beside them, and two letters tell; a word of one letter is told by that.
        self._firsts = frozenset(word[:2] for word in self._meanings)
        self._lasts = frozenset(word[-2:] for word in self._meanings)
        self._last_words = frozenset(last.group() for word in self._meanings if (last := _LAST_WORD.match(word)))

    def before(self, text: str, start: int) -> tuple[int, Role] | None:
        """Length and meaning of the longest of the words that ends right before `start`, quotes and articles aside."""
        end = start
        while end > max(0, start - _MOST_SKIPPED) and text[end - 1] in _SKIPPED:
            end -= 1
        found = self._ending(text, end)
        if found or not text.endswith(_ARTICLES, 0, start):
            return found
        article = next(article for article in _ARTICLES if text.endswith(article, 0, start))
        return self._ending(text, start - len(article) - 1)

    def after(self, text: str, end: int) -> tuple[int, Role] | None:
        """Length and meaning of the longest of the words that begins right after `end`, quotes and spaces aside."""
        start = end
        while start < min(len(text), end + 2) and text[start] in _SKIPPED:
            start += 1
        if text[start : start + 2] not in self._firsts and text[start : start + 1] not in self._firsts:
            return None
        for length in self._lengths:
            meaning = self._meanings.get(text[start : start + length])
            if meaning is not None and start + length <= len(text) and not _splits_word(text, start + length):
                return length, meaning
        return None

    def _ending(self, text: str, end: int) -> tuple[int, Role] | None:
        if end <= 0 or (text[max(0, end - 2) : end] not in self._lasts and text[end - 1] not in self._lasts):
            return None
        if last := _LAST_WORD.match(text, max(0, end - _WINDOW), end):
            starts = _word_starts(text, end) if last.group() in self._last_words else []
        else:
            starts = [end - length for length in self._lengths if length <= end]
        for start in starts:
            meaning = self._meanings.get(text[start:end])
            if meaning is not None:
                return end - start, meaning
        return None


def _word_starts(text: str, end: int) -> list[int]:
    """Where the last words before `end` begin, the farthest first."""
    first = max(0, end - _WINDOW)
    words = [match.start() for match in _WORD.finditer(text, first, end)]
    return words[-_MOST_WORDS:]


def _splits_word(text: str, at: int) -> bool:
    """Whether one word of a spaced script stands on both sides of `at`."""
    return 0 < at < len(text) and bool(_WORD_CHAR.match(text, at - 1) and _WORD_CHAR.match(text, at))


class PlaceCues:
    """The cues of one language."""

    def __init__(self, cues: RoleCuesConfig) -> None:
        self._before = Neighbours(_meanings(cues.before))
        self._after = Neighbours(_meanings(cues.after))
        self._clause = _pattern(cues.clause)
        self.joined = {fold_text(word): role for word, role in _meanings(cues.joined).items()}
        self._plain = frozenset(fold_text(word) for word in cues.location)
        self.joiners = frozenset(fold_text(word) for word in cues.joiners)

    def role(self, text: str, start: int, end: int, ending: str) -> Cue | None:
        """The role that the words around `text[start:end]` give it, or the case ending it was written with.

        Words directly beside it come first, but those that only mean "in" or "at" give way to others of the clause.
        """
        after, before = self._after.after(text, end), self._before.before(text, start)
        length, beside = (before if before and (not after or before[0] > after[0]) else after) or (0, None)
        if beside and not (beside == "destination" and self._is_plain(text, start, length)):
            return beside
        return self._in_clause(text, start, end) or beside or self.joined.get(ending)

    def _is_plain(self, text: str, start: int, length: int) -> bool:
        return text[max(0, start - length - 1) : start].strip() in self._plain

    def _in_clause(self, text: str, start: int, end: int) -> Cue | None:
        """The role that the nearest cue of the same clause gives."""
        if not self._clause:
            return None
        first, last = _clause(text, start, end)
        found = list(self._clause.finditer(text, first, last))
        if not found:
            return None
        nearest = min(found, key=lambda match: min(abs(match.end() - start), abs(match.start() - end)))
        return nearest.lastgroup  # type: ignore[return-value]  # the groups are named after the roles


def cues_by_language(roles: PlaceRolesConfig) -> Mapping[str, PlaceCues]:
    """Cues for every language of the file, those that borrow another's included."""
    own = {language: PlaceCues(cues) for language, cues in roles.cues.items()}
    return own | {language: own[lender] for language, lender in roles.same_as.items() if lender in own}


def location_words(roles: PlaceRolesConfig) -> Neighbours[bool]:
    """Words of all languages that say that the name of a place follows."""
    words = {
        word
        for cues in roles.cues.values()
        for group in (cues.location, cues.before.origin, cues.before.transit, cues.before.destination)
        for word in group
    }
    return Neighbours(dict.fromkeys(words, True))


def following_words(roles: PlaceRolesConfig) -> Neighbours[bool]:
    """Words of all languages that say that what stands before them is a place, as in languages that put "in" after the name."""
    groups = (group for cues in roles.cues.values() for group in (cues.after.origin, cues.after.transit, cues.after.destination))
    return Neighbours(dict.fromkeys((word for group in groups for word in group), True))


def _meanings(words: RoleWordsConfig) -> dict[str, Cue]:
    return {word: role for role in get_args(Cue) for word in getattr(words, role)}


def _pattern(words: RoleWordsConfig) -> regex.Pattern[str] | None:
    branches = [f"(?P<{role}>{_alternatives(getattr(words, role))})" for role in get_args(Cue) if getattr(words, role)]
    return regex.compile("|".join(branches)) if branches else None


def _alternatives(words: Iterable[str]) -> str:
    folded = sorted({fold_text(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(rf"(?<!\w){regex.escape(word)}(?!\w)" if _WORD_CHAR.match(word) else regex.escape(word) for word in folded)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    window = _WINDOW if _WORD_CHAR.match(text, start) else _UNSPACED_WINDOW
    first = max(0, start - window)
    for match in _CLAUSE_END.finditer(text, first, start):
        first = match.end()
    last = _CLAUSE_END.search(text, end, min(len(text), end + window))
    return first, last.start() if last else min(len(text), end + window)
