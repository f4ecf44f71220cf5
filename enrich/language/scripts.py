"""Which writing systems a text uses, and the languages that a script alone decides."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

import regex

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

_CLASSES = {name: rf"\p{{{name}}}" for name in (*SHARED_SCRIPTS, *LANGUAGE_OF_SCRIPT) if name != "Kana"}
_CLASSES["Kana"] = r"\p{Hiragana}\p{Katakana}\u30fc"
_RUN = regex.compile("|".join(rf"(?P<{name}>[{chars}](?:[{chars}]|\p{{M}})*+)" for name, chars in _CLASSES.items()))
# Links, mail addresses and handles are in no language.
_NO_WORDS = regex.compile(r"(?:https?://|www\.)\S++|[@#][\w.]++|\b\w++(?:[./]\w++)++")
# Without it there is none.
_NO_WORDS_SIGN = re.compile(r"[@#/]|\.\w")


def words_by_script(text: str) -> dict[str, list[str]]:
    """Runs of letters by script, in order; links and handles are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for match in _RUN.finditer(_NO_WORDS.sub(" ", text) if _NO_WORDS_SIGN.search(text) else text):
        found[str(match.lastgroup)].append(match.group())
    return found


def weight(script: str, words: list[str]) -> float:
    """How much is said in a script, in letters of an alphabet."""
    return sum(map(len, words)) * (_LETTERS_PER_HAN if script in {"Han", "Kana"} else 1)


def chinese(words: list[str]) -> str:
    """`zh-Hans` or `zh-Hant`, by the characters that only one of the two national character sets holds."""
    only_simplified = only_traditional = 0
    for char in "".join(words):
        simplified, traditional = _in_charset(char, "gb2312"), _in_charset(char, "big5")
        only_simplified += simplified and not traditional
        only_traditional += traditional and not simplified
    return "zh-Hant" if only_traditional > only_simplified else "zh-Hans"


@lru_cache(maxsize=32768)
def _in_charset(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
