"""Numbers and known words of a text, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from enrich.pay.vocabulary import Item, Sense, Senses
from enrich.writing.wording import Wording

_NUMBER = regex.compile(
    r"(?=[0-9])(?<![0-9]|[0-9][.,])(?:"
    r"[0-9](?:[ ](?:[.,][ ])?[0-9](?![0-9])){3,14}+"  # drawn out: 2 5 , 0 0 0
    r"|[0-9]{1,3}[ ][.][ ][0-9]{1,2}(?![0-9])"  # drawn out: 1 . 2
    r"|[0-9]{1,3}(?:,[0-9]{2}(?=,))*+(?:,[0-9]{3})++(?:\.[0-9]{1,2})?+(?![0-9])"  # 25,000 and 1,25,000
    r"|[0-9]{1,3}(?:[.'’][0-9]{3})++(?:,[0-9]{1,2})?+(?![0-9])"  # 2.500.000
    r"|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})++(?![0-9])"  # 2 400
    r"|[0-9]{1,12}+(?:[.,][0-9]{1,2}(?![0-9.,]?[0-9]))?+(?![0-9])"
    r")"
)
_DIGITS = re.compile("[0-9]+")
_SEPARATORS = dict.fromkeys(map(ord, " \u00a0\u202f'’"))
_DECIMAL = regex.compile(r"[.,](?=[0-9]{1,2}$)")
# One Latin letter is a power or a currency only right behind a digit: 5k, 3w, 500u.
_LONE_LETTER = regex.compile(r"[a-z](?![a-z])")


def lex(plain: str, words: str, wording: Wording[Senses]) -> list[Item]:
    """Numbers are read from `plain`, words from `words` (look-alikes undone); both are of one length."""
    items = [Item({"digits": Sense("digits", number=_value(match.group()))}, *match.span()) for match in _numbers(plain)]
    for senses, start, end in wording.find(words):
        lone = end - start == 1 and _LONE_LETTER.match(words, start)
        if not lone or (start and plain[start - 1].isdigit()):
            items.append(Item(senses, start, end))
    items.sort(key=lambda item: (item.start, -item.end))
    return items


def _numbers(plain: str) -> Iterator[regex.Match[str]]:
    """Numbers from left to right. The long pattern is tried only where digits begin."""
    done = 0
    for digits in _DIGITS.finditer(plain):
        if digits.start() >= done and (match := _NUMBER.match(plain, digits.start())):
            done = match.end()
            yield match


def _value(raw: str) -> float:
    """Separators before three digits are for thousands, before one or two for decimals."""
    digits = raw.translate(_SEPARATORS)
    whole, *decimals = _DECIMAL.split(digits)
    return float("".join(char for char in whole if char.isdigit()) + ("." + decimals[0] if decimals else ""))
