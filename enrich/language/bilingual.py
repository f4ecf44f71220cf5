"""Posts that say it in two languages of one script, sentence by sentence: an English and a Swahili half."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import regex

from compoundwatch.text import fold_text
from enrich.language.function_words import evidence
from enrich.language.scripts import words_by_script

_SENTENCE = regex.compile(r"[^\n.!?;|]++")
# A second language is looked for where its small words make up such a share of the whole.
_SECOND = 0.12
# A sentence is in a language that claims such a share of it and so many times the next.
_ENOUGH_WORDS, _MANY, _OVER_OTHERS = 3, 0.3, 2.0


def may_be_two(claims: Mapping[str, float]) -> bool:
    """Whether small words of two languages are so many that each may have sentences of its own."""
    return len(claims) > 1 and sorted(claims.values())[-2] >= _SECOND


def words_by_language(script: str, text: str) -> dict[str, int]:
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
