"""What is written in Han characters alone: simplified or traditional Chinese, or Japanese."""

from __future__ import annotations

from collections.abc import Iterable
from operator import ne

import opencc

_TO_SIMPLIFIED, _TO_TRADITIONAL = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
# A longer Japanese text has kana. In a headline so many characters have the Japanese form, as 経 and 験; in Chinese hardly any.
_JAPANESE_AT_MOST, _JAPANESE_ONE_IN = 20, 6


def language_of_han(words: Iterable[str]) -> str:
    """`zh-Hans` or `zh-Hant`, by which of the two national character sets holds more of the characters, or `ja`.

    Characters that both hold count on both sides alike. Some of them are of one kind all the same: where the sets leave it open,
    OpenCC counts those. Where nothing tells the two apart it is `zh-Hans`.
    """
    text = "".join(words)
    if len(text) <= _JAPANESE_AT_MOST and _in_japanese_form(text) * _JAPANESE_ONE_IN >= len(text):
        return "ja"
    simplified, traditional = (len(text.encode(charset, "ignore")) for charset in ("gb2312", "big5"))
    if simplified == traditional:
        simplified, traditional = _changed(text, _TO_TRADITIONAL), _changed(text, _TO_SIMPLIFIED)
    return "zh-Hant" if traditional > simplified else "zh-Hans"


def _changed(text: str, converter: opencc.OpenCC) -> int:
    """How many characters a conversion would change."""
    return sum(map(ne, text, converter.convert(text)))


def _in_japanese_form(text: str) -> int:
    """How many characters only the Japanese character set holds."""
    return sum(not _held(char, "gb2312") and not _held(char, "big5") and _held(char, "shift_jis") for char in text)


def _held(char: str, charset: str) -> bool:
    return bool(char.encode(charset, "ignore"))
