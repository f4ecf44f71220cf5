"""What the way a name is written says for or against its being a place: capitals, length, neighbours."""

from __future__ import annotations

from typing import NamedTuple

import regex

from enrich.places.compiler import OURS, SHORT
from enrich.places.mentions import Bearer, Mention
from enrich.places.text import ToponymText

_SHORT_LATIN, _SHORT_CAPITALS, _SHORT_HAN, _SHORT_SYLLABLES = 3, 4, 3, 6
_HANGUL = regex.compile(r"\p{Hangul}")
_HAN = regex.compile(r"\p{Han}")
_CASELESS = regex.compile(r"\P{Cased}")


class Signs(NamedTuple):
    """`cued`: a word like "in" stands before; `set_off`: that, and the name is not part of a longer word; `common`: also a word."""

    cued: bool
    set_off: bool
    common: bool


def writing_weight(text: ToponymText, mention: Mention, bearer: Bearer, signs: Signs) -> float:
    """From about -4 to 1.5."""
    if text.is_unspaced(mention.start):
        return _unspaced(text, mention, bearer, set_off=signs.set_off)
    if _HANGUL.match(mention.name):
        return 0.0
    if _CASELESS.match(text.text, mention.start):
        length = len(mention.name)
        return min(1.0, 0.25 * (length - 3)) - (1.0 if length <= _SHORT_LATIN and bearer.kind != OURS else 0.0)
    if not text.is_capital(mention.start):
        is_hasty = not text.uses_capitals or (not signs.common and (signs.cued or bearer.kind == OURS))
        return -0.5 if is_hasty else -4.0
    if signs.common and bearer.kind == OURS and text.in_title(mention.start):
        return -2.0
    return _capitalised(text, mention, bearer)


def _unspaced(text: ToponymText, mention: Mention, bearer: Bearer, *, set_off: bool) -> float:
    """Short names are syllables of other words, the more so in alphabets, unless something sets them off."""
    length = len(mention.name)
    weight = min(1.5, 0.5 * (length - 2))
    if _HAN.match(mention.name):
        return weight - (0.5 if length < _SHORT_HAN and bearer.kind != OURS else 0.0)
    alone = mention.start == 0 or not text.is_unspaced(mention.start - 1)
    if set_off or alone or length > _SHORT_SYLLABLES:
        return weight
    return weight - (2.5 if bearer.kind == OURS else 4.0)


def _short_form(text: ToponymText, mention: Mention) -> float:
    """A province's short form follows the name of a town, or holds a full stop inside as few other words do."""
    follows = text.text.endswith(", ", 0, mention.start) and text.text[mention.start - 3 : mention.start - 2].isalpha()
    return 3.0 if follows or "." in mention.name[:-1] else -4.0


def _capitalised(text: ToponymText, mention: Mention, bearer: Bearer) -> float:
    if bearer.kind == SHORT:
        return _short_form(text, mention)
    weight = 1.0 if " " in mention.name else 0.0
    raw = text.raw(mention.start, mention.end)
    if bearer.kind == OURS and len(raw) <= _SHORT_LATIN and raw.isascii() and not raw.isupper():
        return -3.0
    if bearer.kind != OURS and (len(raw) <= _SHORT_LATIN or (raw.isupper() and len(raw) <= _SHORT_CAPITALS)):
        return weight - 3.0
    if text.in_title(mention.start):
        return weight
    if bearer.kind != OURS:
        weight -= _part_of_a_name(text, mention)
    return weight + (0.0 if text.begins_sentence(mention.start) else 0.5)


def _part_of_a_name(text: ToponymText, mention: Mention) -> float:
    """How much a capitalised neighbour speaks for a longer name, as in "Adelaide Street" or "Paul Jackson"."""
    after, before = mention.end, mention.start - 1
    weight = 0.0
    if text.text[after : after + 1] == " " and text.is_capital(after + 1):
        weight += 1.5
    if before > 0 and text.text[before] == " " and text.text[before - 1].isalpha():
        start = max(text.text.rfind(" ", max(0, before - 30), before), text.text.rfind("\n", max(0, before - 30), before)) + 1
        if text.is_capital(start) and not text.begins_sentence(start):
            weight += 1.0
    return weight
