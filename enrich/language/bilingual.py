"""Posts in two languages of one script: an English and a Swahili half, or Malay and English words in one sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import regex

from compoundwatch.text import fold_text
from enrich.language.function_words import claimants_of, evidence
from enrich.language.scripts import words_by_script

_SENTENCE = regex.compile(r"[^\n.!?;|]++")
# A second language is looked for where its small words make up such a share of the whole.
_SECOND = 0.12
# Within a sentence the second is believed from so many words of its own on; Indonesian and Malay words are never told apart so.
_OWN_WORDS, _TWINS = 5, frozenset({"id", "ms"})
# A sentence is in a language that claims such a share of it and so many times the next.
_ENOUGH_WORDS, _MANY, _OVER_OTHERS = 3, 0.3, 2.0


def may_be_two(claims: Mapping[str, float]) -> bool:
    """Whether small words of two languages are so many that each may have sentences of its own."""
    return len(claims) > 1 and sorted(claims.values())[-2] >= _SECOND


def letters_by_language(script: str, text: str, words: Sequence[str], claims: Mapping[str, float]) -> dict[str, int]:
    """How much each of two languages has of the words (folded), by sentences or else word by word; empty where there is but one."""
    letters = _by_sentence(script, text)
    return letters if len(letters) > 1 else _by_word(script, words, claims)


def _by_word(script: str, words: Sequence[str], claims: Mapping[str, float]) -> dict[str, int]:
    first, second = sorted(claims, key=lambda code: (-claims[code], code))[:2]
    claimants = [claimants_of(script, word) for word in words]
    own = {
        first: sum(first in codes and second not in codes for codes in claimants),
        second: sum(second in codes and first not in codes for codes in claimants),
    }
    believed = {first, second} != _TWINS and min(own.values()) >= max(_OWN_WORDS, _SECOND * len(words))
    return own if believed else {}


def _by_sentence(script: str, text: str) -> dict[str, int]:
    """Letters that each language has in the sentences that its small words decide; the others follow the one before them."""
    letters: defaultdict[str, int] = defaultdict(int)
    undecided, current = 0, None
    for words in _sentences(script, text):
        current = _decided(script, words) or current
        size = sum(map(len, words))
        if current is None:
            undecided += size
        else:
            letters[current] += size + undecided
            undecided = 0
    return dict(letters)


def _sentences(script: str, text: str) -> Iterable[list[str]]:
    for match in _SENTENCE.finditer(text):
        if words := words_by_script(match.group()).get(script):
            yield words


def _decided(script: str, words: list[str]) -> str | None:
    claims = evidence(script, fold_text(" ".join(words)).split(" "))
    if len(words) < _ENOUGH_WORDS or not claims:
        return None
    first, second = [*sorted(claims.items(), key=lambda claim: (-claim[1], claim[0])), ("", 0.0)][:2]
    return first[0] if first[1] >= _MANY and first[1] >= _OVER_OTHERS * second[1] else None
