"""Finds numbers of passports and identity papers, by the word before them or by a form of their own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from compoundwatch.privacy.cues import PAPERS, PASSPORT, PASSPORT_NUMBER
from compoundwatch.privacy.finding import Finding
from compoundwatch.privacy.identity import NUMBERED_PASSPORTS, PASSPORTS, SCHEMES, Scheme
from compoundwatch.privacy.plain import WordFinder

Forms = list[tuple[regex.Pattern[str], Scheme]]

_NUMBER_WORD = (
    r"(?P<numbered>\b(?:nos?|num|nr|number|nomor|nombor|numero|nambari|номер|raqami)\b|№|#|号码?|號碼?|番号|번호|เลขที่|หมายเลข"
    r"|(?:नंबर|नम्बर|नं|নম্বর|নং|எண்|నంబర్|අංකය|نمبر|رقم|ቁጥር)(?!\w))"
)
# What may stand between the word and its number: marks, "no.", "is", the end of a line.
LINK = regex.compile(
    rf"(?:[ \t\u00a0:：.°º()=/\-–—_*|၊။]|{_NUMBER_WORD}|\b(?:is|card|id|details|серия|карта)\b|कार्ड|কার্ড|کارڈ|[是为為]|คือ){{0,16}}+"
    r"\n?[ \t]{0,4}+"
)
_BEFORE = r"(?<![a-z0-9+@_]|[0-9][-./, ])"
_AFTER = r"(?![a-z0-9@_]|[-./][0-9]| [0-9]{3})"


@lru_cache(maxsize=1)
def _words() -> WordFinder:
    return WordFinder({**PAPERS, "passport": PASSPORT, "passport number": PASSPORT_NUMBER})


@lru_cache(maxsize=1)
def _behind_words() -> dict[str, Forms]:
    """For each word's key the forms of what may stand behind it."""
    behind: dict[str, Forms] = {}
    for scheme in (*SCHEMES, PASSPORTS, NUMBERED_PASSPORTS):
        behind.setdefault(scheme.name, []).append((_bounded(scheme), scheme))
    return behind


@lru_cache(maxsize=1)
def _alone() -> Forms:
    return [(_bounded(scheme), scheme) for scheme in SCHEMES if scheme.alone]


def _bounded(scheme: Scheme) -> regex.Pattern[str]:
    return regex.compile(f"{_BEFORE}(?:{scheme.form}){_AFTER}")


def find_numbers(text: str) -> Iterator[Finding]:
    """Findings in a folded text with ASCII digits; some may overlap."""
    for pattern, scheme in _alone():
        for match in pattern.finditer(text):
            if scheme.valid is None or scheme.valid(match.group()):
                yield Finding(scheme.kind, *match.span(), f"{scheme.name}, by its form")
    for key, _, end in _words().find(text):
        if found := _number_behind(key, text, end):
            yield found


def _number_behind(key: str, text: str, end: int) -> Finding | None:
    link = LINK.match(text, end)
    if link is None:
        return None
    numbered = key == "passport" and link.group("numbered")
    for pattern, scheme in _behind_words()["passport number" if numbered else key]:
        match = pattern.match(text, link.end())
        if match and (scheme.valid is None or scheme.valid(match.group())):
            return Finding(scheme.kind, *match.span(), scheme.name)
    return None
