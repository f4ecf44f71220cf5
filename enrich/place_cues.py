"""The words of place_roles.yml as patterns: what stands before a name, after it, in its clause, or joined to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, get_args

import regex

from compoundwatch.config.toponyms import PlaceRolesConfig, RoleCuesConfig, RoleWordsConfig
from compoundwatch.text import fold_text

Cue = Literal["origin", "transit", "destination"]

_OPENING = r"[\s\"'“”‘’«(\[【「『《:：\-–—~]{0,3}(?:the |a |el |la )?"
_CLOSING = r"[\s\"'“”‘’»)\]】」』》]{0,2}"
# How far before and after a name its clause is read.
_WINDOW = 60
_CLAUSE_END = regex.compile(r"[\n.!?。！？;；।၊။,，、。]")


class PlaceCues:
    """The cues of one language."""

    def __init__(self, cues: RoleCuesConfig) -> None:
        self._before = _pattern(cues.before, "", rf"{_OPENING}$")
        self._after = _pattern(cues.after, _CLOSING, "")
        self._clause = _pattern(cues.clause, "", "")
        self.joined = {fold_text(word): role for role, words in _by_role(cues.joined) for word in words}
        self.joiners = frozenset(fold_text(word) for word in cues.joiners)

    def beside(self, text: str, start: int, end: int) -> Cue | None:
        """The role that words directly beside `text[start:end]` give; the longer cue counts where both sides have one."""
        before = self._before.search(text, max(0, start - _WINDOW), start) if self._before else None
        after = self._after.match(text, end, min(len(text), end + _WINDOW)) if self._after else None
        if before and after:
            return _role(before if before.end(before.lastgroup) - before.start() > after.end() - after.start() else after)
        return _role(before or after)

    def in_clause(self, text: str, start: int, end: int) -> Cue | None:
        """The role that the nearest cue of the same clause gives."""
        if not self._clause:
            return None
        first, last = _clause(text, start, end)
        found = list(self._clause.finditer(text, first, last))
        if not found:
            return None
        return _role(min(found, key=lambda match: min(abs(match.end() - start), abs(match.start() - end))))


def cues_by_language(roles: PlaceRolesConfig) -> Mapping[str, PlaceCues]:
    """Cues for every language of the file, those that borrow another's included."""
    own = {language: PlaceCues(cues) for language, cues in roles.cues.items()}
    return own | {language: own[lender] for language, lender in roles.same_as.items() if lender in own}


def locations_pattern(roles: PlaceRolesConfig) -> regex.Pattern[str]:
    """Finds, at the end of what stands before a name, any word that says that a place follows."""
    words = {
        word
        for cues in roles.cues.values()
        for group in (cues.location, cues.before.origin, cues.before.transit, cues.before.destination)
        for word in group
    }
    return regex.compile(rf"(?:{_alternatives(words)}){_OPENING}$")


def _by_role(words: RoleWordsConfig) -> Iterable[tuple[Cue | None, tuple[str, ...]]]:
    yield from (("origin", words.origin), ("transit", words.transit), ("destination", words.destination))
    yield None, tuple(word for word in words.any if word not in {*words.origin, *words.transit, *words.destination})


def _pattern(words: RoleWordsConfig, head: str, tail: str) -> regex.Pattern[str] | None:
    branches = [f"(?P<{role}>{_alternatives(getattr(words, role))})" for role in get_args(Cue) if getattr(words, role)]
    return regex.compile(f"{head}(?:{'|'.join(branches)}){tail}") if branches else None


def _alternatives(words: Iterable[str]) -> str:
    folded = sorted({fold_text(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(_whole(word) for word in folded)


def _whole(word: str) -> str:
    """Cues of spaced scripts are whole words; elsewhere they stand where they stand."""
    escaped = regex.escape(word).replace(r"\ ", r"\s")
    spaced = regex.match(r"[\p{Latin}\p{Cyrillic}\p{Arabic}\p{Devanagari}\p{Bengali}\p{Tamil}]", word)
    return rf"(?<!\w){escaped}(?!\w)" if spaced else escaped


def _role(match: regex.Match[str] | None) -> Cue | None:
    return match.lastgroup if match else None  # type: ignore[return-value]


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(0, start - _WINDOW)
    for match in _CLAUSE_END.finditer(text, first, start):
        first = match.end()
    last = _CLAUSE_END.search(text, end, min(len(text), end + _WINDOW))
    return first, last.start() if last else min(len(text), end + _WINDOW)
