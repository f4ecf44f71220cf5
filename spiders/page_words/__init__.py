"""How walls and errors word themselves, by class, in the languages our sources are read in. Matched on folded text.

Each shape is one that such pages share, not the sentence of one site. Han, Kana, Hangul and Thai need no word borders. A
new language is a new line in each module here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import regex

from compoundwatch.text import fold_text
from spiders.page_words import blocked, consent, empty, error, login, not_found, parked, suspended

WordedClass = Literal["blocked", "login", "consent", "parked", "suspended", "not_found", "error", "empty"]


def _any(shapes: tuple[str, ...]) -> regex.Pattern[str]:
    # Folded as the text is: the shapes hold no escape in capitals that folding would change.
    return regex.compile("|".join(f"(?:{fold_text(shape)})" for shape in shapes), regex.MULTILINE)


WORDS: Mapping[WordedClass, regex.Pattern[str]] = {
    "blocked": _any(blocked.SHAPES),
    "login": _any(login.SHAPES),
    "consent": _any(consent.SHAPES),
    "parked": _any(parked.SHAPES),
    "suspended": _any(suspended.SHAPES),
    "not_found": _any(not_found.SHAPES),
    "error": _any(error.SHAPES),
    "empty": _any(empty.SHAPES),
}
LOGIN_TITLE = _any(login.TITLES)
DIRECTORY_TITLE = regex.compile(
    r"^(?:(?:index|listing) of|directory listing (?:for|of|--)|folder listing|listado de|inhalt von) ?/?|^[\w.-]+ - /"
)
NEEDS_SCRIPT = regex.compile(r"java ?script|enable js|скрипт|脚本|腳本|스크립트|จาวาสคริปต์|جافا ?سكريبت|جاوا ?اسکریپت")
