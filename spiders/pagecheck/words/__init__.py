"""How walls and errors word themselves, by class, in the languages our sources are read in. Matched on folded text.

Each shape is one that such pages share, not the sentence of one site. Han, Kana, Hangul and Thai need no word borders. A
new language is a new line in each module here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from compoundwatch.text import fold_text
from spiders.pagecheck.words import blocked, consent, empty, error, login, not_found, parked, suspended

WordedClass = Literal["blocked", "login", "consent", "parked", "suspended", "not_found", "error", "empty"]


class Wording:
    """Shapes searched one by one, which is several times as fast as one expression of them all."""

    def __init__(self, shapes: tuple[str, ...]) -> None:
        folded = [_folded(shape) for shape in shapes]
        self._plain = [re.compile(shape, re.MULTILINE) for shape in folded if shape.isascii()]
        self._other = [re.compile(shape, re.MULTILINE) for shape in folded if not shape.isascii()]

    def search(self, text: str) -> str | None:
        """The words of the first shape that occurs in the folded text."""
        return next(self.every(text), None)

    def every(self, text: str) -> Iterator[str]:
        """The words of every shape that occurs."""
        return (match[0] for shape in self._fitting(text) if (match := shape.search(text)))

    def is_all_of(self, text: str) -> bool:
        """Whether the text says nothing else."""
        return any(shape.fullmatch(text) for shape in self._fitting(text))

    def _fitting(self, text: str) -> list[re.Pattern[str]]:
        return self._plain if text.isascii() else self._plain + self._other


def _folded(shape: str) -> str:
    """A shape folded as the text is, but for its escapes: `\\W` in small letters would say the opposite."""
    return "".join(part if part.startswith("\\") else fold_text(part) for part in re.split(r"(\\.)", shape))


WORDS: Mapping[WordedClass, Wording] = {
    "blocked": Wording(blocked.SHAPES),
    "login": Wording(login.SHAPES),
    "consent": Wording(consent.SHAPES),
    "parked": Wording(parked.SHAPES),
    "suspended": Wording(suspended.SHAPES),
    "not_found": Wording(not_found.SHAPES),
    "error": Wording(error.SHAPES),
    "empty": Wording(empty.SHAPES),
}
LOGIN_TITLE = Wording(login.TITLES)
DIRECTORY_TITLE = Wording((r"^(?:(?:index|listing) of|directory listing (?:for|of|--)|folder listing) ?/?", r"^[\w.-]+ - /"))
NEEDS_SCRIPT = Wording(
    ("java ?script", "enable js", "скрипт", "脚本|腳本", "스크립트", "จาวาสคริปต์", "جافا ?سكريبت", "جاوا ?اسکریپت")
)
