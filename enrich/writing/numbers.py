"""Digits of every script, and letters drawn as symbols, as plain ASCII: one character for one, so that spans stay."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

import regex

# Enclosed letters that NFKC leaves alone: negative circled, negative squared (🅣, 🆃). Capitals only exist.
_ENCLOSED = {first + offset: chr(ord("a") + offset) for first in (0x1F150, 0x1F170) for offset in range(26)}
# Letters that phonetic alphabets draw as small capitals: "ᴛᴇʟᴇɢʀᴀᴍ". There is none for x.
_SMALL_CAPITALS = {ord(drawn): meant for drawn, meant in zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnopqrstuvwyz", strict=True)}
_KEYCAP = 0x20E3
# Beyond the second plane there are no digits.
_LAST_DIGIT = 0x1FFFF


def _digits() -> dict[int, str]:
    """Every decimal digit outside ASCII, and dingbat digits (❶, ➀) that have a value of one digit."""
    table = {}
    for code in range(0x80, _LAST_DIGIT + 1):
        value = unicodedata.digit(chr(code), None)
        if value is not None:
            table[code] = str(value)
    return table


# Halves of a character that stand alone are no text; Rust and C libraries refuse them.
_LONE_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
_PLAIN: Mapping[int, str] = {**_ENCLOSED, **_SMALL_CAPITALS, **_digits(), **_LONE_SURROGATES, _KEYCAP: " "}


# The characters of that table and few others; most texts have none of them.
_NOT_PLAIN = regex.compile(r"[[\p{N}\p{Cs}\u20e3\U0001f150-\U0001f189" + "".join(map(chr, _SMALL_CAPITALS)) + "]--[0-9]]", regex.V1)


def plain_digits(folded: str) -> str:
    """`folded` with digits of every script, keycaps and enclosed letters in ASCII; the same length."""
    return folded.translate(_PLAIN) if not folded.isascii() and _NOT_PLAIN.search(folded) else folded
