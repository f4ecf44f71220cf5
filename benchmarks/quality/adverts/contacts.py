"""Contacts by type and value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.statistics import Tally, f1

_NUMBERED = frozenset({"phone", "whatsapp", "viber", "signal", "qq"})
_LINK = re.compile(r"^(https?://)?(www\.)?(t\.me/|telegram\.me/|line\.me/ti/p/|wa\.me/|zalo\.me/|m\.me/)?[@~]*")
Key = tuple[str, str]


def key(kind: str, value: str) -> Key:
    """Type and value with nothing in it that two right ways of writing differ in: signs, link prefixes, leading zeros."""
    digits = re.sub(r"\D", "", value)
    if kind in _NUMBERED and len(digits) >= 5:
        return kind, digits.lstrip("0")
    if kind in {"btc", "tron"}:
        return kind, value
    return kind, _LINK.sub("", value.strip().lower()).rstrip("/")


def _found(advert: Read) -> Iterator[Tally]:
    wanted = {key(contact["type"], contact["normalised"]) for contact in advert.gold["contacts"]}
    had = {key(contact.type, contact.value) for contact in advert.tagged.contacts}
    yield Tally(len(wanted & had), len(had), len(wanted))


QUESTIONS = (Question("contacts_f1", "contacts F1 over all types", _found, f1, Target(">=", 0.95)),)
