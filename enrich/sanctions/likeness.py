"""How alike two names are, word by word: equal, written by another transliteration, or with one letter wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex
from rapidfuzz.distance import OSA

# What one sound is written as in the usual transliterations of Cyrillic, Arabic, Burmese and Chinese names.
_SOUNDS = {
    "shch": "s", "sch": "s", "tch": "c", "dzh": "i", "dj": "i",
    "sh": "s", "kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d", "zh": "z", "ch": "c", "ts": "c", "tz": "c",
    "ck": "k", "q": "k", "x": "ks", "w": "v", "y": "i", "j": "i",
}  # fmt: skip
_SOUND = regex.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
# A vowel that a word begins with is written in many ways, with or without a half-vowel before it.
_FIRST_VOWEL = regex.compile(r"^i?[aeou]|^i")
_VOWELS = regex.compile(r"[aeiou]++")
_DOUBLED = regex.compile(r"(.)\1++")
# Shorter words keep their vowels, and shorter ones may have no letter wrong: too much would be alike.
_LEAST_BY_CONSONANTS, _LEAST_MISSPELT = 5, 5
_LEAST_CONSONANTS = 3
_SAME_SOUND = 0.93
# What is left of the likeness of names that have no word wholly in common.
_NONE_EQUAL = 0.9
# The share of letters that two transliterations of one word may differ in: "husayn" and "hussein" do in 3 of 7.
_MOST_UNLIKE = 0.45


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """What stays of a word in Latin letters whichever way it was transliterated: "muhammad" and "mohammed" are one."""
    if word.isdigit():
        return word
    plain = _DOUBLED.sub(r"\1", _SOUND.sub(lambda found: _SOUNDS[found[0]], word))
    if len(word) < _LEAST_BY_CONSONANTS:
        return plain
    opened = _FIRST_VOWEL.sub("a", plain)
    bare = _DOUBLED.sub(r"\1", opened[:1] + _VOWELS.sub("", opened[1:])).rstrip("h")
    return bare if len(bare) >= _LEAST_CONSONANTS else plain


def word_likeness(left: str, right: str) -> float:
    """1 for equal words, 0.93 for the same sound in like letters, at least 0.8 for one letter wrong, else 0."""
    if left == right:
        return 1.0
    longest = max(len(left), len(right))
    distance = OSA.distance(left, right, score_cutoff=longest // 2) / longest
    if distance <= _MOST_UNLIKE and sound(left) == sound(right):
        return _SAME_SOUND
    if min(len(left), len(right)) < _LEAST_MISSPELT or any(map(str.isdigit, left + right)):
        return 0.0
    return 1 - distance if distance * longest == 1 else 0.0


def in_order_likeness(listed: Sequence[str], given: Sequence[str]) -> float:
    """0 to 1, by letters: each listed word with the given word at its place; 0 where two are unlike."""
    alike = [word_likeness(one, other) for one, other in zip(listed, given, strict=True)]
    if not all(alike):
        return 0.0
    sizes = [len(one) + len(other) for one, other in zip(listed, given, strict=True)]
    whole = sum(likeness * size for likeness, size in zip(alike, sizes, strict=True)) / sum(sizes)
    return whole if 1.0 in alike else whole * _NONE_EQUAL


def name_likeness(listed: Sequence[str], given: Sequence[str]) -> float:
    """0 to 1, by letters: each listed word with the given word most like it, in whatever order.

    0 where a listed word has none; a given word too many counts as unlike.
    """
    alike, share = 0.0, _NONE_EQUAL
    left = list(given)
    for word in sorted(listed, key=len, reverse=True):
        likeness, at = max(((word_likeness(word, other), -at) for at, other in enumerate(left)), default=(0.0, 0))
        if not likeness:
            return 0.0
        share = 1.0 if likeness == 1 else share
        alike += likeness * (len(word) + len(left.pop(-at)))
    return share * alike / (sum(map(len, listed)) + sum(map(len, given)))
