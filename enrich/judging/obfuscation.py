"""Words written so that filters miss them: digits for letters, spaced letters, full-width letters, code words for contacts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

import regex

from compoundwatch.posting import Contact, Indicator
from enrich.signals import Signals

# At least four letters that stand apart: "C a m b o d i a". Bounded, so that time stays linear.
_SPACED = regex.compile(r"(?<![\p{L}\p{M}\p{N}])(?:\p{Latin}[ .\-_*·]){3,30}+\p{Latin}(?![\p{L}\p{M}\p{N}])")
_FULL_WIDTH = regex.compile(r"[\uff21-\uff3a\uff41-\uff5a\uff10-\uff19][\uff20-\uff5e\u3000 ]{2,60}+")
_KEYCAPS = regex.compile(r"(?:[0-9]\ufe0f?\u20e3[ \-]?){4,30}+")
_ZERO_WIDTH = regex.compile(r"[\u200b\u2060\ufeff\u00ad](?<=[\p{L}\p{N}].)(?=[\p{L}\p{N}])")
# Four characters that stand apart, letters or not: told much faster than letters.
_APART = re.compile(r"[^ ][ .\-_*·][^ ][ .\-_*·][^ ][ .\-_*·][^ ]")
_DEFANGED = regex.compile(r"(?i)(?<=\w)\s?[\[({](?:at|dot|\.|@)[\])}]\s?(?=\w)|\bhxxps?\b")
# To recruit, high pay, side job, Cambodia, Burma, Thailand, Laos, with a sign between their characters. Our tokens leave signs
# out, so a lexicon cannot tell these from the plain words. A gap alone is none: headings are spaced.
_CUT = regex.compile(
    "|".join(
        f"(?!{word}){'[.·•*_~+|-]{0,2}+'.join(word)}"
        for word in ("招聘", "高薪", "兼职", "兼職", "柬埔寨", "缅甸", "緬甸", "泰国", "泰國", "老挝", "老撾")
    )
)
_BEYOND_ASCII = (_FULL_WIDTH, _KEYCAPS, _ZERO_WIDTH, _CUT)
# Without it no address is defanged.
_DEFANGED_SIGN = re.compile(r"[\[({](?:at|dot|\.|@)|hxxp", re.IGNORECASE)
_SHORTEST = 4


def find_obfuscation(signals: Signals, contacts: Sequence[Contact], vocabulary: frozenset[str]) -> Iterator[Indicator]:
    """The indicator `obfuscated_text`, one for each form of it that the text uses."""
    yield from signals.found("obfuscated_text")
    body = signals.document.body
    for form in _forms_in(body):
        match = form.search(body)
        if match:
            yield signals.indicator("obfuscated_text", *match.span())
    yield from (signals.indicator("obfuscated_text", contact.start, contact.end) for contact in contacts if _is_hidden(contact))
    yield from _disguised_word(signals, vocabulary)


def _forms_in(body: str) -> Iterator[regex.Pattern[str]]:
    """The forms that the text can hold at all, told by a glance."""
    if _APART.search(body):
        yield _SPACED
    if not body.isascii():
        yield from _BEYOND_ASCII
    if _DEFANGED_SIGN.search(body):
        yield _DEFANGED


def _is_hidden(contact: Contact) -> bool:
    """Whether a contact is written so that only a person reads it: letters for digits, no sign where there should be one, gaps."""
    raw = contact.raw
    if "/" in raw or contact.type == "url":
        return False
    if contact.type == "email":
        return "@" not in raw
    if contact.value.startswith("+"):
        return any(char.isalpha() for char in raw)
    return " " in raw.strip("@ ") or unicodedata.normalize("NFKC", raw) != raw


def _disguised_word(signals: Signals, vocabulary: frozenset[str]) -> Iterator[Indicator]:
    """The first word that is a word of the lexicons only after its digits and look-alikes are read as letters."""
    document = signals.document
    if document.undisguised == document.plain:
        return
    for index, word in enumerate(signals.words.texts):
        if len(word) < _SHORTEST or word not in vocabulary:
            continue
        start, end = signals.span(index, index)
        if _differs(document.body[start:end], word):
            yield signals.indicator("obfuscated_text", start, end)
            return


def _differs(raw: str, meant: str) -> bool:
    return any(char.isdecimal() for char in raw) and not any(char.isdecimal() for char in meant)
