"""Look-alike characters made equal, so that `C@mb0dia` and a Cyrillic `КК Park` read as what they imitate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import regex

from compoundwatch.char_table import CharTable
from compoundwatch.text import Folded

# From the confusables of Unicode TR 39, only those that folding leaves apart and that posters really use; i, l and 1 become one.
_LATIN = str.maketrans(
    "013457@$l" + "авеікмнорстухѕјԁ" + "αβεικνορτυχ",
    "oieast" + "asi" + "abeikmhopctyxsjd" + "abeikvoptux",
)
# "KK" is written "K K" and "K.K." too.
_INITIALS = 2
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}@$]++")


@dataclass(frozen=True)
class Squashed:
    """Folded text without look-alikes, spaces and punctuation."""

    text: str
    source: Folded

    @cached_property
    def offsets(self) -> list[int]:
        """For each character of `text`, where it stands in the folded text."""
        return list(chain.from_iterable([range(*match.span()) for match in _WORD.finditer(self.source.text)]))


def squash(folded: Folded) -> Squashed:
    """One character of `text` for each letter, mark and digit of the folded text."""
    return Squashed(folded.text.translate(_SQUASHED), folded)


def _squashed(code: int) -> str:
    char = chr(code)
    return char.translate(_LATIN) if _WORD.match(char) else ""


_SQUASHED = CharTable(_squashed)


def squash_name(folded_name: str) -> tuple[str, frozenset[int]]:
    """A name as it stands in squashed text, and the offsets at which a new word of it, or each of its initials, begins."""
    words = _WORD.findall(folded_name)
    starts: set[int] = set()
    length = 0
    for word in words:
        starts.update(range(length, length + (len(word) if len(word) <= _INITIALS else 1)))
        length += len(word)
    return "".join(words).translate(_LATIN), frozenset(starts)
