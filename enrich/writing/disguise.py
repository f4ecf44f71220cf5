"""Words written so that machines overlook them: digits for letters, letters of another alphabet that look alike."""

from __future__ import annotations

import re

import regex

# Digits read as letters when they stand between letters: "m0nth", "wh4ts4pp", "T3le". "RM7k" is a sum.
_DIGIT_IN_WORD = regex.compile(r"(?<=[a-z])[013457](?=[a-z])(?!(?:k|w|u|m|jt|tr|mil)(?![a-z]))|(?<![0-9a-z])[01](?=[a-z]{3})")
# Without it there is none, told much faster.
_DIGIT_BEFORE_LETTER = re.compile(r"[013457][a-z]")
_LETTER_FOR_DIGIT = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t"}
_MIXED_WORD = regex.compile(r"[a-z\u0370-\u03ff\u0400-\u045f]++")
_OTHER_ALPHABET = regex.compile(r"[\u0370-\u03ff\u0400-\u045f]")
_LATIN = regex.compile(r"[a-z]")
_LOOKS_LATIN = str.maketrans("аеорсухіјѕԁһӏвкмнтαορνικτυ", "aeopcyxijsdhlbkmhtaopviktu")


def undisguised(plain: str) -> str:
    """`plain` (folded) with look-alikes turned back into the letters meant; the same length."""
    text = plain
    if _DIGIT_BEFORE_LETTER.search(plain):
        text = _DIGIT_IN_WORD.sub(lambda match: _LETTER_FOR_DIGIT[match.group()], plain)
    if not _OTHER_ALPHABET.search(text):
        return text
    return _MIXED_WORD.sub(lambda match: _one_alphabet(match.group()), text)


def _one_alphabet(word: str) -> str:
    return word.translate(_LOOKS_LATIN) if not word.isascii() and _LATIN.search(word) else word
