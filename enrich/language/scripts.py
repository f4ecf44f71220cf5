"""Which writing systems a text uses, and the languages that a script alone decides."""

from __future__ import annotations

import re
from collections.abc import Mapping

import regex

from compoundwatch.char_table import CharTable

# Scripts that one language of our readers uses, or one so mainly that nothing else need be asked.
LANGUAGE_OF_SCRIPT: Mapping[str, str] = {
    "Thai": "th", "Lao": "lo", "Khmer": "km", "Myanmar": "my", "Sinhala": "si", "Ethiopic": "am", "Tamil": "ta",
    "Telugu": "te", "Kannada": "kn", "Malayalam": "ml", "Gujarati": "gu", "Gurmukhi": "pa", "Oriya": "or",
    "Bengali": "bn", "Hangul": "ko", "Hebrew": "he", "Greek": "el", "Georgian": "ka", "Armenian": "hy", "Tibetan": "bo",
}  # fmt: skip
# Scripts that several languages share: what is written in them needs a closer look.
SHARED_SCRIPTS = ("Latin", "Cyrillic", "Arabic", "Devanagari", "Han", "Kana")
# One Han character carries about as much as this many letters of an alphabet.
_LETTERS_PER_HAN = 2.5

_LETTERS = {name: rf"[\p{{{name}}}&&\p{{L}}]" for name in (*SHARED_SCRIPTS, *LANGUAGE_OF_SCRIPT) if name != "Kana"}
_LETTERS["Kana"] = r"[\p{Hiragana}\p{Katakana}\u30fc]"
_WORDS = {name: regex.compile(rf"{letter}[{letter}\p{{M}}]*+", regex.V1) for name, letter in _LETTERS.items()}
_LETTER = {name: regex.compile(letter, regex.V1) for name, letter in _LETTERS.items()}
# The same where all is ASCII, in a fifth of the time.
_ASCII_WORDS = re.compile(r"[a-z]+")
# Links, mail addresses and handles are in no language; few pieces of a text need the closer look for them.
_MAY_BE_LINK = re.compile(r"(?<!\S)(?:[^\s@#/.]|\.(?!\w))*+[@#/.]\S*+")
# Without it there is none of them.
_LINK_SIGN = re.compile(r"[@#/.](?:(?<!\.)|(?=\w))")
_NO_WORDS = re.compile(r"(?:https?://|www\.)\S++|[@#][\w.]++|\b\w++(?:[./]\w++)++")
# In Uzbek oʻ and gʻ are letters; whatever apostrophe is typed, the word goes on behind it.
_UZBEK_LETTER = re.compile(r"(?<=[og])[‘’ʻʼ'`](?=[a-z])")


def words_by_script(text: str) -> dict[str, list[str]]:
    """Runs of letters (of a text in lower case) by script, in order; links and handles are left out."""
    text = _UZBEK_LETTER.sub("", _without_links(text))
    if text.isascii():
        words = _ASCII_WORDS.findall(text)
        return {"Latin": words} if words else {}
    scripts = set(map(_SCRIPT_OF.__getitem__, set(text))) - {""}
    return {script: _WORDS[script].findall(text) for script in sorted(scripts)}


def _without_links(text: str) -> str:
    sign = _LINK_SIGN.search(text)
    if not sign:
        return text
    # None holds a blank, so that none begins before the word of the first sign.
    first = text.rfind(" ", 0, sign.start()) + 1
    return text[:first] + _MAY_BE_LINK.sub(lambda piece: _NO_WORDS.sub(" ", piece.group()), text[first:])


def weight(script: str, words: list[str]) -> float:
    """How much is said in a script, in letters of an alphabet."""
    return sum(map(len, words)) * (_LETTERS_PER_HAN if script in {"Han", "Kana"} else 1)


def _script_of(char: str) -> str:
    """The script of a letter; empty for what is none."""
    return next((name for name, letter in _LETTER.items() if letter.match(char)), "")


_SCRIPT_OF = CharTable(_script_of)
