"""The words of an advert that carry a signal, found by the lexicons of all languages at once."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import opencc
import regex

from compoundwatch.config.lexicons import LexiconConfig, SignalsConfig, TermConfig, load_lexicons, load_signals
from compoundwatch.posting import Indicator
from compoundwatch.text import Folded, Tokens
from enrich.document import Document
from enrich.signals.lexicon import Hit, Term, TermError
from enrich.signals.lexicons import Lexicons
from enrich.signals.refusal import refusal
from enrich.signals.spelling import alike, needs_alike, spellings
from enrich.signals.tones import sounds_right

ROLE, NATIONALITY, LANGUAGE = "role:", "nationality:", "language:"
# A hostile text may repeat a word a million times; more spans of one signal tell a reader nothing.
MOST_SPANS = 12
_HAN = regex.compile(r"\p{Han}")
_FIRST_HAN = "\u2e80"
# Languages that share most of their words, are written into each other, or are taken for each other in short texts.
_KIN = {
    "en": ("en", "hi"),
    "id": ("id", "ms"),
    "ms": ("id", "ms"),
    "es": ("es", "pt"),
    "pt": ("es", "pt"),
    "yue": ("zh",),
    "fil": ("tl",),
}
_SIMPLIFIED = opencc.OpenCC("t2s")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a signal, or one term of it, weighs and says."""

    weight: float
    reason: str


@dataclass(frozen=True)
class Signals:
    """The hits in one document. Positions are indices into `words`; `searched` is what each of them is searched as."""

    document: Document
    words: Tokens
    searched: Sequence[str]
    hits: Mapping[str, Sequence[Hit]]
    config: SignalsConfig
    meanings: Mapping[Term, Meaning]

    def has(self, *names: str) -> bool:
        return not self.hits.keys().isdisjoint(names)

    def is_indicator(self, name: str) -> bool:
        config = self.config.signals.get(name)
        return config is not None and config.kind == "indicator"

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters of the body from token `first` to token `last`, both included."""
        return self.words.span(first, last)

    def found(self, name: str) -> Iterator[Indicator]:
        """Each hit of a signal with its words, its weight and its reason."""
        for hit in self.hits.get(name, ())[:MOST_SPANS]:
            meaning = self.meanings[hit.term]
            yield _indicator(self.document.body, name, meaning, *self.span(hit.first, hit.last))

    def found_of(self, names: Iterable[str]) -> list[Indicator]:
        """Each hit of several signals, signal by signal."""
        return [one for name in names if name in self.hits for one in self.found(name)]

    def indicator(self, name: str, start: int, end: int, *, against: str | None = None) -> Indicator:
        """A signal that a step reached by other ways than its terms, resting on the words from `start` to `end`.

        `against` is the figure that the words were held against; the reason then names it.
        """
        config = self.config.signals[name]
        reason = f"{config.reason} (against {against})" if against else config.reason
        return _indicator(self.document.body, name, Meaning(config.weight, reason), start, end)


def _indicator(body: str, name: str, meaning: Meaning, start: int, end: int) -> Indicator:
    return Indicator(name=name, weight=meaning.weight, reason=meaning.reason, raw=body[start:end], start=start, end=end)


def in_order(found: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Each once, by place in the text."""
    distinct = {(one.start, one.end, one.name, one.weight, one.reason): one for one in found}
    return tuple(sorted(distinct.values(), key=lambda one: (one.start, one.end, one.name)))


class SignalFinder:
    """Finds signals. `load` once, then `find` for each document."""

    def __init__(self, config: SignalsConfig, lexicons: Mapping[str, LexiconConfig]) -> None:
        """Raises TermError."""
        self.config = config
        self._kinds = {name: signal.kind for name, signal in config.signals.items()}
        self._meanings: dict[Term, Meaning] = {}
        self._lexicons = Lexicons({language: [*self._terms(language, lexicon)] for language, lexicon in lexicons.items()})

    @classmethod
    def load(cls, signals: Path, lexicons: Path) -> SignalFinder:
        """`signals` is configs/signals.yml, `lexicons` the folder configs/lexicons. Raises ConfigError."""
        config = load_signals(signals)
        loaded = load_lexicons(lexicons, config)
        try:
            return cls(config, loaded)
        except TermError as error:
            raise refusal(lexicons / f"{error.term.language}.yml", loaded[error.term.language], error) from None

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word that stands in a term, folded."""
        return self._lexicons.vocabulary

    def find(self, document: Document, languages: Collection[str]) -> Signals:
        """`languages`: what the text is written in (BCP 47). Latin words count only in their own language and its kin."""
        words, searched = words_of(document)
        spoken = {kin for code in languages for kin in _KIN.get(code.split("-")[0], (code.split("-")[0],))}
        hits = self._lexicons.find(searched, spoken - {"und"} or None)
        if "vi" in spoken:
            hits = [hit for hit in hits if sounds_right(hit, lambda at: document.body[slice(*words.span(at, at))])]
        return Signals(document, words, searched, self._sorted_out(hits), self.config, self._meanings)

    def _terms(self, language: str, lexicon: LexiconConfig) -> Iterator[Term]:
        for signal, terms in lexicon.signals.items():
            for text, value in terms.items():
                meaning = self._meaning(signal, value)
                for spelling in spellings(language, text):
                    term = Term(signal, language, simplified(spelling))
                    self._meanings[term] = meaning
                    yield term
        sections = ((ROLE, lexicon.roles), (NATIONALITY, lexicon.nationalities), (LANGUAGE, lexicon.languages))
        for prefix, section in sections:
            for name, texts in section.items():
                yield from (Term(prefix + name, language, simplified(text)) for text in texts)

    def _meaning(self, signal: str, value: str | TermConfig) -> Meaning:
        config = self.config.signals[signal]
        if isinstance(value, str):
            return Meaning(config.weight, config.reason)
        return Meaning(config.weight if value.weight is None else value.weight, value.reason or config.reason)

    def _sorted_out(self, hits: Iterable[Hit]) -> dict[str, list[Hit]]:
        """Hits by signal, each word once.

        The longer words win: "no placement fee" is no fee, "degree not required" no requirement. Of equal words the indicator.
        "No scam" warns of nothing.
        """
        by_signal: defaultdict[str, list[Hit]] = defaultdict(list)
        for hit in hits:
            by_signal[hit.term.signal].append(hit)
        kinds = {name: self._kinds.get(name) for name in by_signal}
        covers = {
            "indicator": (_Cover(hit for name, found in by_signal.items() if self._takes_back(name) for hit in found), 1),
            "counter": (_Cover(hit for name, found in by_signal.items() if kinds[name] == "indicator" for hit in found), 0),
            "frame": (_Cover(by_signal.get("passing", ())), 0),
        }
        sorted_out = {}
        for name, found in by_signal.items():
            cover, longer_by = covers.get(kinds[name] or "", (None, 0))
            kept = cover.leaves(found, longer_by=longer_by) if cover else found
            if kept:
                sorted_out[name] = _longest(kept)
        return sorted_out

    def _takes_back(self, name: str) -> bool:
        return self._kinds.get(name) == "counter" or name == "passing"


def words_of(document: Document) -> tuple[Tokens, list[str]]:
    """The tokens of a document without its disguises, and what each is searched as."""
    words = Tokens(Folded(document.undisguised, document.folded.starts, document.folded.ends))
    searched = words.texts
    if _HAN.search(document.undisguised):
        searched = [simplified(word) if word >= _FIRST_HAN else word for word in searched]
    return words, list(map(alike, searched)) if needs_alike(document.undisguised) else searched


class _Cover:
    """Tells the hits that lie within one of a set that is longer by so many tokens."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        spans = sorted((hit.first, hit.last) for hit in hits)
        self._firsts = [first for first, _ in spans]
        self._farthest: list[tuple[int, int]] = []
        for first, last in spans:
            best = self._farthest[-1] if self._farthest else (-1, -1)
            self._farthest.append(max(best, (last, -first)))

    def leaves(self, hits: list[Hit], *, longer_by: int) -> list[Hit]:
        """Those that it does not hold."""
        return [hit for hit in hits if not self._holds(hit, longer_by)] if self._firsts else hits

    def _holds(self, hit: Hit, longer_by: int) -> bool:
        index = bisect_right(self._firsts, hit.first)
        if not index:
            return False
        last, negative_first = self._farthest[index - 1]
        return last >= hit.last and last + negative_first >= hit.last - hit.first + longer_by


def _longest(hits: list[Hit]) -> list[Hit]:
    """From left to right; of hits that overlap the one that begins first, then the longer."""
    if len(hits) == 1:
        return hits
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        if not kept or hit.first > kept[-1].last:
            kept.append(hit)
    return kept


@lru_cache(maxsize=32768)
def simplified(text: str) -> str:
    """Chinese in simplified characters, other scripts in the letters that all their spellings share."""
    return alike(_SIMPLIFIED.convert(text) if _HAN.search(text) else text)
