"""Which part each place plays: where people set out, pass through, or work."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from compoundwatch.config.toponyms import PlaceRolesConfig
from compoundwatch.posting import PlaceRole
from enrich.places.cues import Cue, PlaceCues, cues_by_language, following_words, location_words

_SCRIPTS: Mapping[str, regex.Pattern[str]] = {
    "zh": regex.compile(r"\p{Han}"), "th": regex.compile(r"\p{Thai}"), "km": regex.compile(r"\p{Khmer}"),
    "lo": regex.compile(r"\p{Lao}"), "my": regex.compile(r"\p{Myanmar}"), "ta": regex.compile(r"\p{Tamil}"),
    "te": regex.compile(r"\p{Telugu}"), "bn": regex.compile(r"\p{Bengali}"), "si": regex.compile(r"\p{Sinhala}"),
    "am": regex.compile(r"\p{Ethiopic}"), "ko": regex.compile(r"\p{Hangul}"), "ja": regex.compile(r"[\p{Hiragana}\p{Katakana}]"),
    "hi": regex.compile(r"\p{Devanagari}"), "ru": regex.compile(r"\p{Cyrillic}"), "ur": regex.compile(r"\p{Arabic}"),
}  # fmt: skip
_DEFAULT = "en"
# Longest stretch between two names of one list, "Kenya na Uganda".
_LIST_GAP = 8


class Spot(NamedTuple):
    """A place in folded text, as far as its role needs to know it. `compound` marks a site of the gazetteer."""

    start: int
    end: int
    name: str
    country: str | None
    ending: str = ""
    compound: bool = False


class RoleFinder:
    """Reads cues around names; where none stands, what the posting's other places make likely."""

    def __init__(self, roles: PlaceRolesConfig) -> None:
        self._roles = roles
        self._cues = cues_by_language(roles)
        # Few pairs of a script and a language occur.
        self._own_or_script = lru_cache(maxsize=1024)(self._cues_of)
        self.locations = location_words(roles)
        self.followers = following_words(roles)

    def _cues_for(self, name: str, language: str) -> PlaceCues:
        """The cues that a name is read with: the posting's language's where it writes the name's script, else the script's own."""
        return self._own_or_script(_script_of(name), language)

    def _cues_of(self, script: str | None, language: str) -> PlaceCues:
        code = self.known_language(language)
        own = self._cues.get(code)
        if own and self._has_script(code) == (_SCRIPTS[script] if script else None):
            return own
        return self._cues[script or _DEFAULT]

    def known_language(self, language: str) -> str:
        """The language as place_roles.yml knows it; itself where it does not."""
        code = language if language in self._cues else language.split("-", maxsplit=1)[0]
        return self._roles.same_as.get(code, code)

    def _has_script(self, code: str) -> regex.Pattern[str] | None:
        lender = self._roles.same_as.get(code, code)
        own = {"ne": "hi", "mr": "hi", "ar": "ur", "fa": "ur"}.get(lender, lender)
        return _SCRIPTS.get(own)

    def find(self, text: str, spots: Sequence[Spot], language: str, homes: Collection[str]) -> list[tuple[PlaceRole, bool]]:
        """For each spot its role, and whether the text itself says so."""
        cued = [self._cued(text, spot, language) for spot in spots]
        self._inherit(text, spots, cued, language)
        by_name = {spot.name: role for spot, role in reversed(list(zip(spots, cued, strict=True))) if role}
        cued = [role or by_name.get(spot.name) for spot, role in zip(spots, cued, strict=True)]
        return [
            (role, True) if role else (self._likely(spot, spots, cued, homes), False)
            for spot, role in zip(spots, cued, strict=True)
        ]

    def _cued(self, text: str, spot: Spot, language: str) -> Cue | None:
        cues = self._cues_for(text[spot.start : spot.end], language)
        role = cues.role(text, spot.start, spot.end, spot.ending)
        # Who comes back from a compound, or whose compound closed, still tells of it as the place of the work.
        return "destination" if spot.compound and role == "origin" else role

    def _inherit(self, text: str, spots: Sequence[Spot], cued: list[Cue | None], language: str) -> None:
        """In a list the cue beside one name counts for its neighbours: "from Almaty, Bishkek or Tashkent"."""
        pairs = [(index, index + 1) for index in range(len(spots) - 1)]
        lists = [pair for pair in pairs if self._listed(text, spots[pair[0]], spots[pair[1]], language)]
        for first, second in lists:
            cued[second] = cued[second] or cued[first]
        for first, second in reversed(lists):
            cued[first] = cued[first] or cued[second]

    def _listed(self, text: str, first: Spot, second: Spot, language: str) -> bool:
        between = text[first.end : second.start]
        if len(between) > _LIST_GAP or not between:
            return False
        joiners = self._cues_for(text[second.start : second.end], language).joiners
        return between.strip(" ,，、/&;") in joiners | {""} and "\n" not in between

    def _likely(self, spot: Spot, spots: Sequence[Spot], cued: Sequence[Cue | None], homes: Collection[str]) -> PlaceRole:
        """The role of a place that no word beside it tells."""
        if spot.compound:
            return "destination"
        others = {other.country for other in spots if other.country and other.country != spot.country}
        if spot.country in homes:
            return "origin" if others - set(homes) else "destination"
        named = zip(spots, cued, strict=True)
        targets = {other.country for other, role in named if other.compound or role == "destination"} - {spot.country, *homes}
        for target in sorted(target for target in targets | (others - set(homes)) if target):
            if spot.country in self._roles.through.get(target, ()):
                return "transit"
        if others - set(homes) and spot.country in self._roles.sending:
            return "origin"
        if targets and spot.country not in self._roles.through:
            return "origin"
        return "destination"


@lru_cache(maxsize=8192)
def _script_of(name: str) -> str | None:
    """The key in `_SCRIPTS` of the first script that a name has letters of."""
    return next((key for key, pattern in _SCRIPTS.items() if pattern.search(name)), None)
