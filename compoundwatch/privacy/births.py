"""Finds dates of birth: a date right behind a word that says whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from compoundwatch.privacy.cues import BIRTH, BIRTHDAY, BORN
from compoundwatch.privacy.finding import Finding
from compoundwatch.privacy.numbers import LINK
from compoundwatch.privacy.plain import WordFinder

_DAY, _MONTH = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])"
# The Buddhist years are 1937 to 2016 too. Who is younger looks for no work.
_YEAR = r"(?:19[3-9]\d|20(?:0\d|1[0-6])|24[89]\d|25[0-5]\d)"
_MONTH_NAME, _GAP = r"[\p{L}\p{M}.]{3,16}", r"[ ./,\-–]{1,3}"
_DATES = (
    rf"{_DAY}{_GAP}{_MONTH}{_GAP}{_YEAR}",
    rf"{_MONTH}{_GAP}{_DAY}{_GAP}{_YEAR}",
    rf"{_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}",
    rf"{_YEAR} ?[年년] ?{_MONTH} ?[月월](?: ?{_DAY} ?[日号일])?",
    rf"{_DAY}(?:st|nd|rd|th)?[ .\-]{{0,2}}(?:de )?{_MONTH_NAME}[ .,\-]{{0,3}}(?:de )?(?:พ\.ศ\. ?)?{_YEAR}",
    rf"{_MONTH_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
    r"(?:19[3-9]|200|201)\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])",
)
_SHORT_DATE = rf"{_DAY}{_GAP}{_MONTH}{_GAP}[0-9]{{2}}"
# "Born after …" asks for an age and is nobody's birthday.
_LIMIT = r" ?(?:(?:and|or) (?:after|later|before)|onwards?|以[后後前]|之[后後前]|[后後]出生|年?以降|и позже|ขึ้นไป|tro )"
_END = rf"(?![0-9]|[-./][0-9]|{_LIMIT})"
_WHOLE = regex.compile(rf"(?<![0-9])(?:{'|'.join(_DATES)}){_END}")
_ANY = regex.compile(rf"(?<![0-9])(?:{'|'.join((*_DATES, _SHORT_DATE))}){_END}")
_PLACE = regex.compile(r"(?:(?!\b(?:after|before|since|between|tu|sau|truoc|setelah|sebelum|после|до|с|بعد|قبل)\b)[^0-9\n]){0,40}")
# What may stand between the word and the date, and which dates count.
_BEHIND = {"birth": (LINK, _ANY), "born": (_PLACE, _WHOLE), "birthday": (LINK, _WHOLE)}


@lru_cache(maxsize=1)
def _words() -> WordFinder:
    return WordFinder({"birth": BIRTH, "born": BORN, "birthday": BIRTHDAY})


def find_births(text: str) -> Iterator[Finding]:
    """Findings in a folded text with ASCII digits; some may overlap."""
    for key, _, end in _words().find(text):
        between, date = _BEHIND[key]
        link = between.match(text, end)
        match = date.match(text, link.end()) if link else None
        if match:
            yield Finding("date of birth", *match.span(), "date of birth")
