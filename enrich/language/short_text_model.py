"""The model for single words and short lines: lingua's n-grams, limited to the languages we read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingua import LanguageDetector as Lingua

# By script. With fewer languages to choose from it errs less: 9 points of a hundred on single words against all 75.
LANGUAGES: Mapping[str, frozenset[str]] = {
    "Latin": frozenset("en vi id ms tl sw fr pt es".split()),
    "Arabic": frozenset("ar ur fa".split()),
}
# A word in each script, long enough that the tables of n-grams of all lengths are read.
_OF_ALL_LENGTHS: Mapping[str, str] = {"Latin": "internationale", "Arabic": "المسؤولية"}
# Beyond so many letters the general model is as good, and quicker.
LONGEST = 120


class ShortTextModel:
    """Reads its tables at the first text that needs them (0.7 s of processor time, 170 MB), not before."""

    def shares(self, script: str, text: str) -> dict[str, float]:
        """How likely each language is that the model knows in this script; empty where it knows none, or the text is long."""
        if script not in LANGUAGES or len(text) > LONGEST:
            return {}
        found = self._lingua.compute_language_confidence_values(text)
        return {value.language.iso_code_639_1.name.lower(): value.value for value in found}

    def preload(self) -> None:
        """Read the tables now: before a process forks, so that its children share them."""
        for script, word in _OF_ALL_LENGTHS.items():
            self.shares(script, word)

    @cached_property
    def _lingua(self) -> Lingua:
        from lingua import IsoCode639_1, LanguageDetectorBuilder

        codes = sorted(code.upper() for known in LANGUAGES.values() for code in known)
        return LanguageDetectorBuilder.from_iso_codes_639_1(*(getattr(IsoCode639_1, code) for code in codes)).build()
