"""A name as words in Latin letters, and what each of them is worth."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from anyascii import anyascii

from compoundwatch.config.sanctions import WordsConfig
from compoundwatch.text import fold_text

# Scripts whose words are not parted: names in them are looked for letter by letter.
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
# A word of folded text in any other script; an apostrophe or a hyphen parts nothing that it joins ("al-Din", "Qur'an").
WORD = regex.compile(r"[[\p{L}\p{M}\p{N}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]]++", regex.V1)
_NO_LETTER = regex.compile(r"[^a-z0-9]++")


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """A folded word in Latin letters and digits; empty where nothing of it can be written so."""
    return word if word.isascii() else _NO_LETTER.sub("", anyascii(word).lower())


def latin_words(text: str) -> list[str]:
    """The words of any text that are written with gaps, in Latin letters."""
    return [word for found in WORD.findall(fold_text(text)) if (word := latin(found))]


@dataclass(frozen=True)
class NameWords:
    """The words of words.yml, as names are compared by them."""

    legal_forms: frozenset[str]
    everyday: frozenset[str]
    common_names: frozenset[str]
    titles: frozenset[str]

    @classmethod
    def of(cls, config: WordsConfig) -> NameWords:
        return cls(*map(_latin_set, (config.legal_forms, config.everyday, config.common_names, config.titles)))

    def core(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words that tell an organisation: all but its legal form."""
        return tuple(word for word in words if word not in self.legal_forms)

    def says_little(self, kind: str, words: Iterable[str]) -> bool:
        """Whether a name of these words has many bearers."""
        usual = self.common_names if kind == "person" else self.everyday
        return all(word in usual or len(word) == 1 for word in words)


def _latin_set(words: Iterable[str]) -> frozenset[str]:
    """Each word of each entry: a form of two words ("công ty") counts by its parts."""
    return frozenset(word for entry in words for word in latin_words(entry))
