"""One judgement out of three kinds of evidence: two models and the share of small words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

# What each shared script is read as. The general model knows 176 languages; on noisy posts most of them are noise.
READ_AS: Mapping[str, frozenset[str]] = {
    "Latin": frozenset("en vi id ms tl sw fr pt es uz hi-Latn de it nl pl tr ro cs so jv su ceb".split()),
    "Cyrillic": frozenset("ru uz uk kk ky tg be bg sr mn".split()),
    "Arabic": frozenset("ar ur fa ps sd ug".split()),
    "Devanagari": frozenset("hi ne mr".split()),
}
# Log odds taken from a language that posts for our readers are hardly written in; dialects that the model
# takes Indonesian and Tagalog for are set back further. Nepali shows itself by its small words; a lone noun is Hindi more often.
_SET_BACK: Mapping[str, float] = dict.fromkeys(
    "de it nl pl tr ro cs uk kk ky tg be bg sr mn fa ps sd ug".split(), 1.0
) | dict.fromkeys("so jv su ceb mr".split(), 2.0)
# Neither model knows Hindi in Latin letters; where its small words are seen, this is what the short-text model might have said.
_UNKNOWN_TO_BOTH, _MIGHT_BE = "hi-Latn", 0.3
_FLOOR = 0.01
_SHORT_TEXT, _GENERAL_BESIDE, _GENERAL_ALONE = 1.0, 0.2, 1.0
_SMALL_WORDS, _MOST_COUNTED = 12.0, 0.7
# Below this the likeliest language is a guess: of single words judged so unsurely, one in five was right.
_LEAST_SURE = 0.25


@dataclass(frozen=True, slots=True)
class Evidence:
    """Shares by language: of the general model, of the short-text model (empty where it was not asked), of small words."""

    general: Mapping[str, float]
    short_text: Mapping[str, float]
    small_words: Mapping[str, float]


def likeliest(script: str, evidence: Evidence) -> str | None:
    """The likeliest language of a text in a shared script; None where it would be a guess."""
    scores = {code: _log_odds(code, evidence) for code in sorted(READ_AS[script])}
    best = max(scores, key=scores.__getitem__)
    certainty = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    return best if certainty >= _LEAST_SURE else None


def _log_odds(code: str, evidence: Evidence) -> float:
    general = evidence.general.get(code, 0)
    words = _SMALL_WORDS * min(evidence.small_words.get(code, 0), _MOST_COUNTED) - _SET_BACK.get(code, 0)
    if not evidence.short_text:
        return words + _GENERAL_ALONE * math.log(general + _FLOOR)
    instead = _MIGHT_BE if code == _UNKNOWN_TO_BOTH and code in evidence.small_words else general
    short = evidence.short_text.get(code, instead)
    return words + _SHORT_TEXT * math.log(short + _FLOOR) + _GENERAL_BESIDE * math.log(general + _FLOOR)
