"""Telephone numbers: candidate runs of digits by one linear expression, then the judgement of the phonenumbers library."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import phonenumbers
import regex
from ahocorasick_rs import AhoCorasick

_GAP = r"[ \t\u00a0.\-‐‑‒–—()*_·•~|]"
_RUN = regex.compile(rf"(?=[+(0-9])(?<![a-z0-9@_.,])(?:[+(]{{1,2}}[ ]?)?[0-9](?:{_GAP}{{0,3}}+[0-9])*+")
# Letter O for zero and l for one: whole groups of at least two, so that a word is never one.
_LETTERED = regex.compile(r"(?<![a-z0-9+])\+?[0-9oli]{2,}+(?:[ .\-]{1,2}[0-9oli]{2,}+)*+(?![a-z0-9])")
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_SEPARATORS = re.compile(r"[ ,.\-]{0,3}")
_OLI = regex.compile(r"[oli]")
_NOT_DIALLED = regex.compile(r"[^0-9+]")
_GROUP = regex.compile(r"\+?\(?[0-9]+")
_DATE = regex.compile(rf"(?:19|20)\d\d[-. ]?{_MONTH}[-. ]?{_DAY}|{_DAY}[-.]{_MONTH}[-.](?:19|20)\d\d")
_THOUSANDS = regex.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: 000)+|\d+\.\d{1,2}")
_YEARS = regex.compile(r"(?:19|20)\d\d ?[-–—] ?(?:19|20)\d\d")
# What shows that a run is a part of something else or counts money: letters (but an extension, x123), decimals, signs.
_RUNS_ON = regex.compile(r"[a-wyz]|x(?![ ]?[0-9])|[,/:][0-9]|-[a-z]|[ ]?[%\p{Sc}]")
_GOES_BEFORE = regex.compile(r"(?:\p{Sc}[ ]?|(?<![a-z])[a-z]-|[#№][ ]?)\Z")
_FEWEST, _MOST = 7, 15
_MOST_GROUPS = 7


class Number(NamedTuple):
    """A candidate: `digits` as printed or as meant, where they were hidden in letters or words."""

    digits: str
    start: int
    end: int


class SpokenNumbers:
    """Finds seven or more digits in a row of which the first is a word: "nine eight zero zero 0 0 2 1 7"."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = AhoCorasick(sorted(words))
        self._pattern = regex.compile(
            r"(?<![[\p{L}\p{M}0-9]--[\p{Han}\p{Kana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]])(?P<digit>\L<words>)"
            r"(?:[ ,.\-]{0,3}(?P<digit>\L<words>|[0-9]{1,4})){6,20}+(?![\p{Latin}0-9])",
            regex.V1,
            words=list(words),
        )

    def find(self, plain: str) -> Iterator[regex.Match[str]]:
        """Such numbers from left to right, none overlapping."""
        found = self._words.find_matches_as_indexes(plain, overlapping=True)
        begins = {start for _, start, _ in found}
        done = 0
        for start in sorted({start for _, start, end in found if _goes_on(plain, end, begins)}):
            match = self._pattern.match(plain, start) if start >= done else None
            if match:
                done = match.end()
                yield match


def _goes_on(plain: str, end: int, begins: Collection[int]) -> bool:
    """Whether another digit, or a word for one, follows the word that ends there."""
    following = _SEPARATORS.match(plain, end)
    return following is not None and (following.end() in begins or plain[following.end() : following.end() + 1].isdigit())


def candidates(plain: str, spoken: SpokenNumbers, digit_of: Mapping[str, str]) -> Iterator[Number]:
    """Runs that could be telephone numbers, not yet judged. Dates, sums and ranges of years are left out."""
    for match in _RUN.finditer(plain):
        if _plausible(match.group(), plain, *match.span()):
            yield Number(match.group(), match.start(), match.end())
    for match in _LETTERED.finditer(plain):
        raw = match.group()
        if _OLI.search(raw) and _FEWEST <= sum(map(str.isalnum, raw)) <= _MOST and sum(map(str.isdigit, raw)) >= 3:
            yield Number(raw.replace("o", "0").replace("l", "1").replace("i", "1"), match.start(), match.end())
    for match in spoken.find(plain):
        yield _said(match, digit_of)


def _said(match: regex.Match[str], digit_of: Mapping[str, str]) -> Number:
    words = match.captures("digit")
    return Number("".join(digit_of.get(word, word) for word in words), match.start(), match.ends("digit")[-1])


def _plausible(raw: str, plain: str, start: int, end: int) -> bool:
    count = sum(map(str.isdigit, raw[: _MOST * 6]))
    if count < _FEWEST or len(raw) > _MOST * 6:
        return False
    if _DATE.fullmatch(raw) or _THOUSANDS.fullmatch(raw) or _YEARS.fullmatch(raw):
        return False
    return not (_RUNS_ON.match(plain, end) or _GOES_BEFORE.search(plain, max(0, start - 3), start))


@lru_cache(maxsize=4096)
def _parsed(digits: str, country: str | None) -> str | None:
    try:
        number = phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def e164(digits: str, countries: Sequence[str]) -> str | None:
    """The number in E.164, read as a national one of the first country where it is valid; None where it is nowhere."""
    dialled = _NOT_DIALLED.sub("", digits)
    if not _FEWEST <= len(dialled.lstrip("+")) <= _MOST + 2:
        return None
    if dialled.startswith("+"):
        return _parsed(dialled, None)
    if dialled.startswith("00") and (abroad := _parsed(f"+{dialled[2:]}", None)):
        return abroad
    for country in countries:
        if found := _parsed(dialled, country):
            return found
    return _with_country_code(dialled, countries)


def _with_country_code(dialled: str, countries: Sequence[str]) -> str | None:
    """ "855 96 000 4127": the code of a likely country without its plus."""
    codes = tuple(str(phonenumbers.country_code_for_region(country)) for country in countries)
    return _parsed(f"+{dialled}", None) if dialled.startswith(codes) and not dialled.startswith("0") else None


def split(number: Number, countries: Sequence[str]) -> list[tuple[str, Number]]:
    """A run as the numbers it holds: itself, or several written one after the other with nothing but blanks between."""
    whole = e164(number.digits, countries)
    if whole or len(number.digits) != number.end - number.start:
        return [(whole, number)] if whole else []
    groups = [match.span() for match in _GROUP.finditer(number.digits)]
    found, first = [], 0
    while first < len(groups):
        sizes = range(min(len(groups), first + _MOST_GROUPS), first, -1)
        part = next((part for last in sizes if (part := _part(number, groups, first, last, countries))), None)
        if part is None:
            break
        found.append(part)
        first = next(
            index
            for index in range(first, len(groups) + 1)
            if index == len(groups) or number.start + groups[index][0] >= part[1].end
        )
    if not found and not number.digits.startswith("+"):
        # "CA 34215 - 415-666-7777": something else stands before the number.
        tails = (_part(number, groups, skipped, len(groups), countries) for skipped in (1, 2))
        return [tail for tail in tails if tail][:1]
    return found


def _part(
    number: Number, groups: Sequence[tuple[int, int]], first: int, last: int, countries: Sequence[str]
) -> tuple[str, Number] | None:
    """Groups `first` to `last` (exclusive) as a number of their own, if they are one."""
    if first >= last:
        return None
    start, end = groups[first][0], groups[last - 1][1]
    value = e164(number.digits[start:end], countries)
    return (value, Number(number.digits[start:end], number.start + start, number.start + end)) if value else None


def needs_no_cue(number: str, countries: Sequence[str]) -> bool:
    """Whether the form alone tells a telephone number: a plus, a trunk zero, or the length of a mobile number in groups."""
    digits = regex.sub(r"[^0-9]", "", number)
    if number.lstrip("( ").startswith("+") or digits.startswith("0") or len(digits) >= 10:
        return True
    return len(digits) >= 8 and bool(countries) and _has_no_trunk_zero(countries[0])


@lru_cache(maxsize=256)
def _has_no_trunk_zero(country: str) -> bool:
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country)
    return metadata is not None and metadata.national_prefix is None
