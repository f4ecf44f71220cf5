"""Candidate mentions of world places: every stretch of text that is a name of the compiled gazetteer, with its bearers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import regex

from compoundwatch.config.toponyms import PlaceRolesConfig, ToponymsConfig
from compoundwatch.text import fold_text
from enrich.places.compiled import ToponymFile
from enrich.places.compiler import MAIN, OURS, PlaceRow, exact_key
from enrich.places.text import ToponymText

# Longest name looked for, in folded characters.
_LONGEST = 48
_CACHED_NAMES = 20_000
# Latin letters stand before this one; of the languages that use them only these write endings onto names.
_LAST_LATIN = "\u024f"
_INFLECTED_LATIN = frozenset({"uz"})
_LATIN = regex.compile(r"\p{Latin}")
# Letters that some languages write onto the front of a name: "in", "to", "and", "from".
_PREFIXES = frozenset("بلوكበከለየ")
# What a name ends in before a case ending took its place.
_REPAIRS = (
    (regex.compile(r"\p{Cyrillic}"), ("", "а", "я", "й", "ь", "ия", "о")),
    (regex.compile(r"\p{Tamil}"), ("", "ு", "்", "ம்")),
    (regex.compile(r""), ("",)),
)
_SHORTEST_STEM, _SHORTEST_HANGUL = 3, 2
_FIRST_WORD = regex.compile(r"[\p{L}\p{M}\p{N}_@]*+")
_HANGUL = regex.compile(r"\p{Hangul}")


class Bearer(NamedTuple):
    """A place that bears the name. `kind` is MAIN, ALTERNATE or OURS."""

    row: PlaceRow
    kind: int


class Mention(NamedTuple):
    """A stretch of folded text that names a place; `bearers` begin with the most populous. `ending` was cut off or repaired."""

    start: int
    end: int
    name: str
    bearers: tuple[Bearer, ...]
    ending: str = ""


class MentionFinder:
    """Looks names up at every place where one may begin; the longest that fits wins."""

    def __init__(self, file: ToponymFile, toponyms: ToponymsConfig, roles: PlaceRolesConfig) -> None:
        self._file = file
        self._bearers = lru_cache(maxsize=_CACHED_NAMES)(self._read_bearers)
        # Few words begin any name.
        self._begins_name = lru_cache(maxsize=_CACHED_NAMES)(file.begins_with)
        self._well_known_firsts = frozenset(match.group() for name in file.well_known if (match := _FIRST_WORD.match(name)))
        self._limited = _limited_names(toponyms)
        self._endings = {
            language: _longest_first(cues.joined.origin, cues.joined.transit, cues.joined.destination, cues.joined.any)
            for language, cues in roles.cues.items()
        }

    def find(self, text: ToponymText, language: str) -> list[Mention]:
        """Mentions in order, none overlapping. `language` is a key of place_roles.yml's cues."""
        found: list[Mention] = []
        free = 0
        endings, limited = self._endings.get(language, ()), self._limited.get(language, {})
        pairs = self._file.pairs
        starts = text.starts(pairs, self._file.openings)
        if not endings:
            # Most words are written small, and few of those are looked up.
            well_known, printed = self._well_known_firsts, text.printed
            starts = [place for place in starts if not printed[place[0]].islower() or place[1] in well_known or place[1] in limited]
        for start, word in starts:
            if start < free:
                continue
            mention = None
            if word in pairs or ((word in self._well_known_firsts or not text.is_small(start)) and self._begins_name(word)):
                mention = self._longest(text, start, self._file.beginnings(text.text[start : start + _LONGEST]))
            if not mention and word in limited:
                mention = self._limited_at(text, start, limited)
            letter = word[0]
            if not mention and (endings or letter in _PREFIXES) and (letter > _LAST_LATIN or language in _INFLECTED_LATIN):
                mention = self._inflected(text, start, word, endings)
            if mention:
                found.append(mention)
                free = mention.end
        return found

    def _longest(self, text: ToponymText, start: int, names: list[str]) -> Mention | None:
        if names and text.is_small(start):
            names = [name for name in names if name in self._file.well_known]
        for name in reversed(names):
            end = start + len(name)
            if len(name) > 1 and text.ends_word(end) and (bearers := self._fitting(text, start, end, name)):
                return Mention(start, end, name, bearers)
        return None

    def _fitting(self, text: ToponymText, start: int, end: int, name: str) -> tuple[Bearer, ...]:
        """The bearers of a name; where it is written with Latin accents only those that bear it with the same."""
        bearers = self._bearers(name)
        if bearers and name.isascii():
            raw = text.raw(start, end)
            if not raw.isascii() and _LATIN.match(raw):
                return self._bearers(exact_key(raw))
        return bearers

    def _limited_at(self, text: ToponymText, start: int, limited: Mapping[str, list[tuple[str, str]]]) -> Mention | None:
        """Names that only some languages use, like KK for Kota Kinabalu."""
        end = text.word_end(start)
        for country, town in limited.get(text.text[start:end], ()):
            bearers = [bearer for bearer in self._bearers(fold_text(town)) if bearer.row.country == country]
            if bearers:
                return Mention(start, end, text.text[start:end], (Bearer(bearers[0].row, OURS),))
        return None

    def _inflected(self, text: ToponymText, start: int, word: str, endings: tuple[str, ...]) -> Mention | None:
        """A name with a case ending written onto it, or with a preposition written in front."""
        if not (word.endswith(endings) or word[0] in _PREFIXES) or len(word) > _LONGEST or text.is_unspaced(start):
            return None
        end = start + len(word)
        repairs = next(repairs for script, repairs in _REPAIRS if script.match(word))
        stems = [(word.removesuffix(ending), ending) for ending in endings if word.endswith(ending)]
        readings = [
            Mention(start, end if repair else start + len(stem), stem + repair, bearers, ending)
            for stem, ending in stems
            if len(stem) >= (_SHORTEST_HANGUL if _HANGUL.match(word) else _SHORTEST_STEM)
            for repair in repairs
            if (bearers := self._bearers(stem + repair))
        ]
        if readings:
            return max(readings, key=lambda mention: mention.bearers[0].row.population)
        if word[0] in _PREFIXES and len(word) > _SHORTEST_STEM:
            return self._longest(text, start + 1, self._file.beginnings(text.text[start + 1 : start + 1 + _LONGEST]))
        return None

    def _read_bearers(self, name: str) -> tuple[Bearer, ...]:
        found = [Bearer(self._file.row(index), kind) for index, kind in self._file.bearing(name)]
        found.sort(key=lambda bearer: (-bearer.row.population, bearer.kind == MAIN, bearer.row.geonames_id))
        return tuple(found)


def _longest_first(*groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({fold_text(word) for group in groups for word in group}, key=lambda word: (-len(word), word)))


def _limited_names(toponyms: ToponymsConfig) -> Mapping[str, Mapping[str, list[tuple[str, str]]]]:
    """Language → folded name → the towns it means there, as (country, town)."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for extra in toponyms.towns:
        for language in extra.only_in:
            for name in extra.names:
                found.setdefault(language, {}).setdefault(fold_text(name), []).append((extra.country, extra.town))
    return found
