"""How alike two names are, word by word: equal, written by another transliteration, or with one letter wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex
from rapidfuzz.distance import OSA

# What one sound is written as in the usual transliterations of Cyrillic, Arabic, Burmese and Chinese names.
_SOUNDS = {
    "sch": "s", "sh": "s", "kh": "h", "gh": "g", "ph": "f", "th": "t", "dh": "d", "zh": "z", "ch": "c", "ts": "c", "tz": "c",
    "ck": "k", "q": "k", "x": "ks", "w": "v", "y": "i", "j": "i",
}  # fmt: skip
_SOUND = regex.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_VOWELS = regex.compile(r"[aeiou]++")
_DOUBLED = regex.compile(r"(.)\1++")
# Shorter words keep their vowels, and shorter ones may have no letter wrong: too much would be alike.
_LEAST_BY_CONSONANTS, _LEAST_MISSPELT = 5, 5
_LEAST_CONSONANTS = 3
_SAME_SOUND = 0.93


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """What stays of a word in Latin letters whichever way it was transliterated: "muhammad" and "mohammed" are one."""
    if word.isdigit():
        return word
    plain = _DOUBLED.sub(r"\1", _SOUND.sub(lambda found: _SOUNDS[found[0]], word))
    if len(word) < _LEAST_BY_CONSONANTS:
        return plain
    bare = _DOUBLED.sub(r"\1", plain[:1] + _VOWELS.sub("", plain[1:])).rstrip("h")
    return bare if len(bare) >= _LEAST_CONSONANTS else plain


def word_likeness(left: str, right: str) -> float:
    """1 for equal words, 0.93 for the same sound, at least 0.8 for one letter wrong, else 0."""
    if left == right:
        return 1.0
    if sound(left) == sound(right):
        return _SAME_SOUND
    longest = max(len(left), len(right))
    if min(len(left), len(right)) < _LEAST_MISSPELT or any(map(str.isdigit, left + right)):
        return 0.0
    return 1 - OSA.distance(left, right) / longest if OSA.distance(left, right, score_cutoff=1) == 1 else 0.0


def name_likeness(listed: Sequence[str], given: Sequence[str]) -> float:
    """0 to 1, by letters: each listed word with the given word most like it, in whatever order.

    0 where a listed word has none; a given word too many counts as unlike.
    """
    alike = 0.0
    left = list(given)
    for word in sorted(listed, key=len, reverse=True):
        likeness, at = max(((word_likeness(word, other), -at) for at, other in enumerate(left)), default=(0.0, 0))
        if not likeness:
            return 0.0
        alike += likeness * (len(word) + len(left.pop(-at)))
    return alike / (sum(map(len, listed)) + sum(map(len, given)))
