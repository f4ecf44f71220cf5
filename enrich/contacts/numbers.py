"""Telephone numbers with what they are for: a call, WhatsApp, Viber and so on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from compoundwatch.posting import ContactType
from enrich.contacts.cues import Cue, Cues, apps_of, in_capitals
from enrich.contacts.found import Found, overlaps
from enrich.contacts.nearby import Nearby
from enrich.contacts.phones import Number, candidates, needs_no_cue, split
from enrich.document import Document

# A number stands within this many characters of the word that says what it is for.
_REACH = 45
_QQ = regex.compile(r"[^0-9+\n]{0,12}?(?P<id>[1-9][0-9]{0,10}(?:[ -][0-9]{1,5}){0,5}+)(?![0-9])")

_QQ_LENGTH, _QQ_REACH = (5, 11), 40
# Digits in words, one character for one.
_HAN_DIGITS = str.maketrans("〇零洞一壹幺二贰貳两三叁參四肆五伍六陆陸七柒拐八捌九玖勾", "0001112222333445566677788999")


def find_numbers(document: Document, text: str, nearby: Nearby, cues: Cues, countries: Sequence[str]) -> list[Found]:
    """Numbers by place, once for each use. `text` is the plain text with links blanked out."""
    found = list(_qq(text, nearby))
    values = [*_judged(text, cues, countries)]
    reader = _Uses(document, nearby, countries)
    taken = sorted({(one.start, one.end) for one in found})
    for index, (value, number) in enumerate(values):
        since = values[index - 1][1].end if index else 0
        until = values[index + 1][1].start if index + 1 < len(values) else len(text)
        if not overlaps(taken, number.start, number.end):
            found += [Found(kind, value, number.start, number.end) for kind in reader.of(number, since, until)]
    return found


def _judged(text: str, cues: Cues, countries: Sequence[str]) -> list[tuple[str, Number]]:
    """Valid numbers by place; of two readings that overlap the longer."""
    values = [pair for number in candidates(text, cues.spoken, cues.digit_of) for pair in split(number, countries)]
    kept: list[tuple[str, Number]] = []
    for value, number in sorted(values, key=lambda pair: (pair[1].start, -pair[1].end)):
        if not kept or number.start >= kept[-1][1].end:
            kept.append((value, number))
    return kept


def _qq(text: str, nearby: Nearby) -> Iterator[Found]:
    for cue in nearby.naming():
        if cue.app != "qq":
            continue
        match = _QQ.match(text[cue.end : cue.end + _QQ_REACH].translate(_HAN_DIGITS))
        digits = regex.sub("[ -]", "", match["id"]) if match else ""
        if match and _QQ_LENGTH[0] <= len(digits) <= _QQ_LENGTH[1]:
            start, end = (cue.end + place for place in match.span("id"))
            if nearby.linked(cue.end, start):
                yield Found("qq", digits, start, end)


class _Uses:
    """Reads what a number of one text is for."""

    def __init__(self, document: Document, nearby: Nearby, countries: Sequence[str]) -> None:
        self._document = document
        self._nearby = nearby
        self._countries = countries

    def of(self, number: Number, since: int, until: int) -> list[ContactType]:
        """Every use of the number; none where it is no telephone number at all."""
        before = [cue for cue in self._nearby.before(since, number.start, _REACH) if self._counts(cue, number.start)]
        if before and before[0].kind == "papers" and not number.digits.lstrip("(").startswith("+"):
            return []
        behind = self._nearby.behind(number.end, until)
        named = apps_of(before) + apps_of(behind)
        by_phone = any(cue.kind == "phone" for cue in before) or any(cue.kind == "same" for cue in behind)
        by_phone = by_phone or self._nearby.says_same(since, number.start)
        uses: list[ContactType] = ["phone"] if by_phone else []
        uses += [app for app in dict.fromkeys(named) if app != "qq"]
        if not uses and needs_no_cue(number.digits, self._countries):
            return ["phone"]
        return uses

    def _counts(self, cue: Cue, place: int) -> bool:
        return cue.kind != "weak" or in_capitals(self._document, cue) or self._nearby.linked(cue.end, place)
