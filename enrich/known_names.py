"""Names of the compounds and border places of the gazetteer in a text, held to the context that each entry asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import regex

from compoundwatch.config.gazetteer import BorderPlaceConfig, CompoundConfig
from compoundwatch.text import fold_text
from enrich.lookalikes import Squashed
from enrich.name_matcher import NameMatch, NameMatcher

Entry = CompoundConfig | BorderPlaceConfig


@dataclass(frozen=True, slots=True, eq=False)
class KnownName:
    """One name of one entry, ready to be judged. Compared by identity: one object a name."""

    entry: Entry
    name: str
    confirmed: bool
    needs_context: bool
    words: regex.Pattern[str] | None
    never: regex.Pattern[str] | None

    def fits(self, folded: str, countries: Collection[str]) -> bool:
        """Whether the name means this entry in this text, which names places in `countries` besides it."""
        if self.never and self.never.search(folded):
            return False
        if not self.needs_context:
            return True
        if self.entry.context.country and self.entry.country in countries:
            return True
        return bool(self.words and self.words.search(folded))


class KnownNames:
    """Built once from entries; `find` gives every name in a text, judged or not by `KnownName.fits`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._matcher = NameMatcher((known.name, known) for entry in entries for known in _names(entry))

    def find(self, text: Squashed) -> list[NameMatch[KnownName]]:
        """Matches in order; offsets count in the folded text."""
        return self._matcher.find(text)


def _names(entry: Entry) -> Iterable[KnownName]:
    words, never = any_of(entry.context.words), any_of(entry.context.never)
    for name, confirmed in entry.all_names().items():
        yield KnownName(entry, name, confirmed, name in entry.context.names, words, never)


def any_of(words: Collection[str]) -> regex.Pattern[str] | None:
    """A pattern that finds any of these words in folded text, whole where they are Latin; None for no words."""
    if not words:
        return None
    return regex.compile("|".join(_whole(fold_text(word)) for word in sorted(words, key=len, reverse=True)))


def _whole(word: str) -> str:
    escaped = regex.escape(word)
    return rf"\b{escaped}\b" if word[0].isascii() and word[-1].isascii() else escaped
