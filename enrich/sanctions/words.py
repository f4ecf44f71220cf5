"""A name as words in Latin letters, and what each of them is worth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex
from anyascii import anyascii

from compoundwatch.config.sanctions import WordsConfig
from compoundwatch.text import fold_text

# Scripts whose words are not parted: names in them are looked for letter by letter.
UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
# A word of folded text in any other script: blocks whose signs of punctuation `latin` drops. `re`, because it is searched with
# in every posting and twice as fast.
WORD = re.compile(
    "[0-9a-z\u00aa\u00b5\u00ba\u00df-\u02af\u0300-\u052f\u0561-\u0587\u05d0-\u05ea\u0620-\u0669\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff"
    "\u0900-\u0963\u0966-\u0dff\u10a0-\u1360\u1369-\u139f\u1e00-\u1fff\uac00-\ud7a3]+"
)
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
    """The words of words.yml, as names are compared by them. `forms` tells for each legal form what it means."""

    forms: Mapping[str, str]
    short_forms: frozenset[str]
    everyday: frozenset[str]
    common_names: frozenset[str]
    titles: frozenset[str]

    @classmethod
    def of(cls, config: WordsConfig) -> NameWords:
        meant = {word: meaning for meaning, forms in config.legal_forms.items() for word in _latin_set(forms)}
        short = _latin_set(config.short_forms)
        rest = map(_latin_set, (config.everyday, config.common_names, config.titles))
        return cls(meant | {word: word for word in short}, short, *rest)

    def core(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words that tell an organisation: all but its legal form."""
        return tuple(word for word in words if word not in self.forms)

    def meant_forms(self, words: Iterable[str]) -> frozenset[str]:
        """What the legal forms among these words mean."""
        return frozenset(self.forms[word] for word in words if word in self.forms)

    def says_little(self, kind: str, words: Iterable[str]) -> bool:
        """Whether a name of these words has many bearers."""
        usual = self.common_names if kind == "person" else self.everyday
        return all(word in usual or len(word) == 1 for word in words)


def _latin_set(words: Iterable[str]) -> frozenset[str]:
    """Each word of each entry: a form of two words ("công ty") counts by its parts."""
    return frozenset(word for entry in words for word in latin_words(entry))
