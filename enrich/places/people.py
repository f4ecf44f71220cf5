"""Names that the text shows to be people's: "Mr. Austin", "Paris Jones", "said Lansing"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import regex

from compoundwatch.config.toponyms import PeopleConfig
from compoundwatch.text import fold_text
from enrich.places.mentions import Mention
from enrich.places.text import ToponymText

_WORD_AFTER = regex.compile(r"(?:['’]s)?,? ([\p{L}'’]++)")
_REACH = 24


class People:
    """Tells surnames that are also names of towns from the towns."""

    def __init__(self, config: PeopleConfig) -> None:
        self._given = frozenset(map(fold_text, config.given))
        self._before = self._given | frozenset(map(fold_text, config.before))
        self._after = frozenset(map(fold_text, config.after))

    def named(self, text: ToponymText, mentions: Sequence[Mention]) -> Collection[str]:
        """The names, folded, that stand somewhere in the text as a person's."""
        if not text.uses_capitals:
            return ()
        return {mention.name for mention in mentions if mention.name.isascii() and self._is_person(text, mention)}

    def _is_person(self, text: ToponymText, mention: Mention) -> bool:
        if text.text[mention.start - 1 : mention.start] == " " and _last_word(text.text, mention.start) in self._before:
            return True
        after = _WORD_AFTER.match(text.text, mention.end)
        if not after:
            return False
        if after.group(1) in self._after:
            return True
        return mention.name in self._given and after.start(1) == mention.end + 1 and text.is_capital(after.start(1))


def _last_word(text: str, end: int) -> str:
    """The word before `end`, initials aside: "george" in "George W. ", "mr" in "Mr. "."""
    words = (word.rstrip(".") for word in reversed(text[max(0, end - _REACH) : end].split()))
    return next((word for word in words if len(word) > 1), "")
