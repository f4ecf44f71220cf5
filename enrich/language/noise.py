"""Runs of Latin letters that say nothing of the language: keyboard mashing, keys and wallets, laughter, names of apps."""

from __future__ import annotations

from collections.abc import Iterable

import regex

_VOWELS = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿăĩũơư"
# Five consonants on end are rare in the languages we read ("lengths"), and a vowel is in every fifth letter of a word.
_MASHED = regex.compile(rf"[^{_VOWELS}\p{{M}}\P{{Latin}}ạ-ỹ]{{5,}}")
_REPEATED = regex.compile(r"(?P<unit>\p{L}{1,3})(?P=unit){2,}")
_LONGEST_WORD = 40
# Names and codes that stand in posts of every language.
_EVERYWHERE = frozenset(
    """
whatsapp telegram wechat weixin zalo viber facebook messenger instagram tiktok gmail google youtube imo skype discord twitter
linkedin fb ig tg wa wx qq usd usdt btc eth trx thb cny rmb php vnd idr myr sgd inr eur gbp aed khr mmk lak pkr bdt npr lkr kes
ugx uzs rub jpy krw iphone android samsung www http https com net org crypto online vip vvip hr pm dm cv id kk
""".split()
)


def words_that_may_be(script: str, words: Iterable[str]) -> list[str]:
    """The words without those that cannot be any, and without names that stand in posts of every language."""
    if script == "Latin":
        return [word for word in words if word not in _EVERYWHERE and not _is_mashed(word) and not _REPEATED.fullmatch(word)]
    return [word for word in words if not _REPEATED.fullmatch(word)]


def _is_mashed(word: str) -> bool:
    return len(word) > _LONGEST_WORD or bool(_MASHED.search(word)) or not _has_vowel(word)


def _has_vowel(word: str) -> bool:
    return any(letter in _VOWELS or letter >= "ạ" for letter in word)
