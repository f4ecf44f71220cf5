"""Which language a posting is written in: the script where it decides, then letters and small words, then two models."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from unicodedata import normalize

from compoundwatch.posting import LanguageShare
from compoundwatch.text import fold_text
from enrich.document import Document
from enrich.language.bilingual import letters_by_language, may_be_two
from enrich.language.function_words import clear_winner, evidence
from enrich.language.general_model import GeneralModel
from enrich.language.han import language_of_han
from enrich.language.letters import language_of_letters
from enrich.language.noise import words_that_may_be
from enrich.language.scripts import LANGUAGE_OF_SCRIPT, weight, words_by_script
from enrich.language.short_text_model import ShortTextModel
from enrich.language.weighing import Evidence, likeliest
from enrich.writing.disguise import undisguised

UNKNOWN = "und"
# The beginning says enough, and a post of a megabyte must not cost more than one of a page.
_READ = 6000
_WORDS_COUNTED = 400
# A language is named among the shares from here on; below it is a brand name or a greeting.
_LEAST_SHARE = 0.05
# So little beside another script is names more often than a second language: its small words may say so, no model is asked.
_BESIDE = 0.3


class LanguageDetector:
    """Detects the language of short, noisy, mixed posts. Keep one for many documents: the models are loaded once."""

    def __init__(self) -> None:
        self._general = GeneralModel()
        self._short_text = ShortTextModel()

    def preload(self) -> None:
        """Load now what else is loaded when a short text first needs it: before a process forks, so that its children share it."""
        self._short_text.preload()

    def detect(self, document: Document) -> tuple[str, tuple[LanguageShare, ...]]:
        """The main language (BCP 47, `und` when it cannot be told) and the shares of all that were seen, greatest first."""
        text = undisguised(normalize("NFC", document.body[:_READ]).lower())
        by_script = _join_kana(words_by_script(text))
        weights = {script: weight(script, words) for script, words in by_script.items()}
        total = sum(weights.values())
        said: defaultdict[str, float] = defaultdict(float)
        for script, words in by_script.items():
            share = weights[script] / total
            if share >= _LEAST_SHARE:
                for code, part in self._languages(script, words, text, beside=share < _BESIDE):
                    said[code] += part * share
        return _main_and_shares(said)

    def _languages(self, script: str, words: Sequence[str], text: str, *, beside: bool) -> list[tuple[str, float]]:
        """The languages of the words in one script and how much of them each has."""
        if script in LANGUAGE_OF_SCRIPT:
            return [(LANGUAGE_OF_SCRIPT[script], 1)]
        if script == "Han":
            return [(language_of_han(words), 1)]
        if script == "Kana":
            return [("ja", 1)]
        folded = fold_text(" ".join(words[:_WORDS_COUNTED])).split(" ")
        claims = evidence(script, folded)
        if may_be_two(claims) and (letters := letters_by_language(script, text, folded, claims)):
            return [(code, count / sum(letters.values())) for code, count in letters.items()]
        code = language_of_letters(script, " ".join(words)) or clear_winner(claims, len(words))
        if code is None and not beside:
            code = self._by_models(script, words[:_WORDS_COUNTED], claims)
        return [(code, 1)] if code else []

    def _by_models(self, script: str, words: Sequence[str], claims: Mapping[str, float]) -> str | None:
        telling = words_that_may_be(script, words)
        if not telling:
            return None
        text = " ".join(telling)
        return likeliest(script, Evidence(self._general.shares(text), self._short_text.shares(script, text), claims))


def _main_and_shares(said: Mapping[str, float]) -> tuple[str, tuple[LanguageShare, ...]]:
    shares = [LanguageShare(code=code, share=round(share, 3)) for code, share in said.items() if share >= _LEAST_SHARE]
    shares.sort(key=lambda share: (-share.share, share.code))
    return (shares[0].code if shares else UNKNOWN), tuple(shares)


def _join_kana(by_script: dict[str, list[str]]) -> dict[str, list[str]]:
    """Japanese mixes Han and Kana; a lone kana among Chinese does not make it Japanese."""
    han, kana = by_script.get("Han", []), by_script.get("Kana", [])
    if kana and weight("Kana", kana) * 8 >= weight("Han", han):
        by_script["Kana"] = [*by_script.pop("Kana"), *by_script.pop("Han", [])]
    return by_script
