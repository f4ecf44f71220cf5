"""Simplified and traditional Chinese, told apart."""

from __future__ import annotations

from collections.abc import Iterable


def chinese(words: Iterable[str]) -> str:
    """`zh-Hans` or `zh-Hant`, by which of the two national character sets holds more of the (Han) characters.

    Characters that both hold count on both sides alike; where nothing tells them apart it is `zh-Hans`.
    """
    text = "".join(words)
    simplified, traditional = (len(text.encode(charset, "ignore")) for charset in ("gb2312", "big5"))
    return "zh-Hant" if traditional > simplified else "zh-Hans"
