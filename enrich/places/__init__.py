"""Places named in a posting, in any script: point, precision, role, and how sure the reading is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import regex

from compoundwatch.config.gazetteer import BorderPlaceConfig, CompoundConfig, load_border_places, load_compounds
from compoundwatch.config.toponyms import PlaceRolesConfig, ToponymsConfig, load_place_roles
from compoundwatch.posting import Place, PlaceRole, Precision
from compoundwatch.text import fold_text
from enrich.document import Document
from enrich.known_names import KnownName, KnownNames, Named
from enrich.name_matcher import NameMatch
from enrich.places.compiled import Sources, ToponymFile, open_toponyms
from enrich.places.context import Surroundings
from enrich.places.mentions import Mention, MentionFinder
from enrich.places.people import People
from enrich.places.reading import Reading, ToponymReader
from enrich.places.roles import RoleFinder, Spot
from enrich.places.text import ToponymText

# A posting that names more places is a list of something; those that come first are read.
_MOST_PLACES = 200
_FLAG = regex.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_FLAG_A = 0x1F1E6
_KIND_PRECISION: dict[str, Precision] = {
    "country": "country", "town": "city", "zone": "district", "checkpoint": "district", "area": "district",
}  # fmt: skip
# How much less sure a name is that no source has shown us, or that has a letter wrong; or a role that no word told.
_UNCONFIRMED, _MISSPELT, _ROLE_GUESSED = 0.85, 0.8, 0.9
# How far before a name the words reach that make it a nationality.
_BESIDE = 16


class _Found(NamedTuple):
    """One place of the text, whether from the gazetteer of border places and compounds or from the world's toponyms."""

    spot: Spot
    name: str
    lat: float | None
    lon: float | None
    precision: Precision
    confidence: float
    geonames_id: int | None


class PlaceFinder:
    """Finds places offline. `load` once, then `find` for each document."""

    def __init__(self, file: ToponymFile, known: KnownNames, toponyms: ToponymsConfig, roles: PlaceRolesConfig) -> None:
        self._known = known
        self._roles = RoleFinder(roles)
        self._homes = roles.home
        self._mentions = MentionFinder(file, toponyms, roles)
        self._reader = ToponymReader(_common_words(toponyms), self._roles.locations, People(toponyms.people))
        self._city_states = frozenset(toponyms.city_states.values())
        self._not_before = _ending_with(toponyms.not_when.before)
        self._not_after = _beginning_with(toponyms.not_when.after)

    @classmethod
    def load(cls, gazetteer_folder: Path, cache: Path) -> PlaceFinder:
        """`gazetteer_folder` is configs/gazetteer; `cache` keeps the compiled file of world places. Raises ConfigError."""
        known = KnownNames([*load_border_places(gazetteer_folder), *load_compounds(gazetteer_folder)])
        sources, roles = Sources.load(gazetteer_folder), load_place_roles(gazetteer_folder)
        return cls(open_toponyms(sources, cache), known, sources.toponyms, roles)

    def find(self, document: Document, language: str) -> tuple[Place, ...]:
        """Places in order of appearance, wherever they are named; all that are written the same way have one role."""
        text = ToponymText(document.body, document.folded)
        matches = self._known.find(document.squashed)[:_MOST_PLACES]
        mentions = self._mentions.find(text, self._roles.known_language(language))
        mentions = [mention for mention in mentions if not self._names_a_people(text, mention)][:_MOST_PLACES]
        matches = [match for match in matches if not self._is_people_of(text, match)]
        mentions, matches = _untangle(mentions, matches)
        homes = self._homes_of(document, language)
        sure = [match.owner.entry.country for match in matches if not match.owner.needs_context]
        around = Surroundings(Counter([*_flags(document.body), *sure]), homes)
        readings = self._reader.read(text, mentions, around)
        named = [*map(_named_by, readings), *(_known_as_named(match) for match in matches if not match.owner.needs_context)]
        known = [match for match in matches if match.owner.fits(match.start, match.end, text.folded.text, named)]
        found = sorted([*map(_read, readings), *_known_places(known)], key=lambda item: item.spot.start)
        return tuple(self._records(text, found, language, homes))

    def _names_a_people(self, text: ToponymText, mention: Mention) -> bool:
        row = mention.bearers[0].row
        is_country = row.precision == "country" or row.name in self._city_states
        return is_country and self._is_people(text, mention.start, mention.end)

    def _is_people_of(self, text: ToponymText, match: NameMatch[KnownName]) -> bool:
        entry = match.owner.entry
        return isinstance(entry, BorderPlaceConfig) and entry.kind == "country" and self._is_people(text, match.start, match.end)

    def _is_people(self, text: ToponymText, start: int, end: int) -> bool:
        """Whether words beside the name of a country make it a people, a language or money."""
        before = self._not_before.search(text.text, max(0, start - _BESIDE), start)
        return bool(before or self._not_after.match(text.text, end))

    def _homes_of(self, document: Document, language: str) -> tuple[str, ...]:
        source = document.advert.source_country
        homes = self._homes.get(language) or self._homes.get(language.split("-", maxsplit=1)[0], ())
        return (source, *homes) if source else homes

    def _records(self, text: ToponymText, found: Sequence[_Found], language: str, homes: Collection[str]) -> Iterator[Place]:
        roles = self._roles.find(text.text, [item.spot for item in found], language, homes)
        first_role: dict[str, tuple[PlaceRole, bool]] = {}
        for item, own_role in zip(found, roles, strict=True):
            start, end = text.folded.span(item.spot.start, item.spot.end)
            raw = text.body[start:end]
            role, told = first_role.setdefault(raw, own_role)
            yield Place(
                raw=raw,
                start=start,
                end=end,
                name=item.name,
                role=role,
                country=item.spot.country,
                lat=item.lat,
                lon=item.lon,
                precision=item.precision,
                confidence=round(item.confidence * (1 if told else _ROLE_GUESSED), 2),
                geonames_id=item.geonames_id,
            )


def _named_by(reading: Reading) -> Named:
    mention, row = reading.mention, reading.row
    point = (row.lat, row.lon) if row.precision == "city" and row.lat is not None and row.lon is not None else None
    return Named(mention.start, mention.end, row.country, point, row.precision == "country")


def _known_as_named(match: NameMatch[KnownName]) -> Named:
    entry = match.owner.entry
    points = entry.points if isinstance(entry, CompoundConfig) else (entry.point,) if entry.point else ()
    is_country = isinstance(entry, BorderPlaceConfig) and entry.kind == "country"
    return Named(match.start, match.end, entry.country, (points[0].lat, points[0].lon) if points else None, is_country)


def _read(reading: Reading) -> _Found:
    mention, row = reading.mention, reading.row
    spot = Spot(mention.start, mention.end, row.name, row.country, mention.ending)
    precision: Precision = "province" if row.precision == "county" else row.precision  # type: ignore[assignment]  # nor any other
    return _Found(spot, row.name, row.lat, row.lon, precision, reading.confidence, row.geonames_id or None)


def _known_places(matches: Iterable[NameMatch[KnownName]]) -> Iterator[_Found]:
    """Places of the gazetteer. A compound without any point is no place; known only by its town it is as precise as that."""
    for match in matches:
        entry = match.owner.entry
        confidence = 0.95 * (1 if match.exact else _MISSPELT) * (1 if match.owner.confirmed else _UNCONFIRMED)
        spot = Spot(match.start, match.end, entry.name, entry.country, compound=isinstance(entry, CompoundConfig))
        if isinstance(entry, BorderPlaceConfig):
            lat, lon = (entry.point.lat, entry.point.lon) if entry.point else (None, None)
            yield _Found(spot, entry.name, lat, lon, _KIND_PRECISION[entry.kind], confidence, None)
        elif entry.points:
            point = entry.points[0]
            yield _Found(spot, entry.name, point.lat, point.lon, "site" if point.of == "site" else "city", confidence, None)


def _untangle(
    mentions: Sequence[Mention], matches: Sequence[NameMatch[KnownName]]
) -> tuple[list[Mention], list[NameMatch[KnownName]]]:
    """Where a toponym and a name of our gazetteer overlap the longer one stands, ours if they are equally long."""
    owner: dict[int, int] = {}
    for match in matches:
        owner.update(dict.fromkeys(range(match.start, match.end), match.end - match.start))
    kept = []
    for mention in mentions:
        length = max((owner.get(at, 0) for at in range(mention.start, mention.end)), default=0)
        if mention.end - mention.start > length:
            kept.append(mention)
    covered = {at for mention in kept for at in range(mention.start, mention.end)}
    return kept, [match for match in matches if match.start not in covered and match.end - 1 not in covered]


def _flags(body: str) -> Iterator[str]:
    """Countries whose flag emoji stand in the text."""
    for match in _FLAG.finditer(body):
        yield "".join(chr(ord(letter) - _FLAG_A + ord("A")) for letter in match.group())


def _common_words(toponyms: ToponymsConfig) -> frozenset[str]:
    return frozenset(fold_text(word) for words in toponyms.common.values() for word in words)


def _ending_with(words: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_alternatives(words)})\s?$")


def _beginning_with(words: Iterable[str]) -> regex.Pattern[str]:
    return regex.compile(rf"\s?(?:{_alternatives(words)})")


def _alternatives(words: Iterable[str]) -> str:
    folded = sorted((fold_text(word) for word in words), key=len, reverse=True)
    return "|".join(rf"\b{regex.escape(word)}\b" if word.isascii() else regex.escape(word) for word in folded)
