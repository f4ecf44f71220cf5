"""Places named in a posting, in any script: point, precision, role, and how sure the reading is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import regex

from compoundwatch.config.gazetteer import BorderPlaceConfig, load_border_places, load_compounds
from compoundwatch.config.toponyms import PlaceRolesConfig, ToponymsConfig, load_place_roles
from compoundwatch.posting import Place, PlaceRole
from compoundwatch.text import fold_text
from enrich.document import Document
from enrich.names.known import KnownName, KnownNames
from enrich.names.matcher import NameMatch
from enrich.places.compiled import Sources, ToponymFile, open_toponyms
from enrich.places.context import Surroundings
from enrich.places.found import Found, named_by_name, named_by_reading, of_geocoded, of_known_names, of_reading, untangle
from enrich.places.geocoded import Geocoded, read_geocoded
from enrich.places.mentions import Mention, MentionFinder
from enrich.places.people import People
from enrich.places.reading import ToponymReader
from enrich.places.roles import RoleFinder
from enrich.places.text import ToponymText
from enrich.places.unknown import unknown_names

# A posting that names more places is a list of something; those that come first are read.
_MOST_PLACES = 200
_FLAG = regex.compile(r"[\U0001f1e6-\U0001f1ff]{2}")
_FLAG_A = 0x1F1E6
# How much less sure a role is that no word told.
_ROLE_GUESSED = 0.9
# How far before a name the words reach that make it a nationality.
_BESIDE = 16


class PlaceFinder:
    """Finds places offline. `load` once, then `find` for each document."""

    def __init__(
        self,
        file: ToponymFile,
        known: KnownNames,
        toponyms: ToponymsConfig,
        roles: PlaceRolesConfig,
        geocoded: Mapping[str, Geocoded],
    ) -> None:
        self._geocoded = geocoded
        self._common = _common_words(toponyms)
        self._known = known
        self._roles = RoleFinder(roles)
        self._homes = roles.home
        self._mentions = MentionFinder(file, toponyms, roles)
        self._reader = ToponymReader(self._common, self._roles, People(toponyms.people))
        self._city_states = frozenset(toponyms.city_states.values())
        self._not_before = _ending_with(toponyms.not_when.before)
        self._not_after = _beginning_with(toponyms.not_when.after)

    @classmethod
    def load(cls, gazetteer_folder: Path, cache: Path, geocoded: Path | None = None) -> PlaceFinder:
        """`gazetteer_folder` is configs/gazetteer; `cache` keeps the compiled file of world places. Raises ConfigError.

        `geocoded`: answers of the online geocoder, where it is switched on.
        """
        known = KnownNames([*load_border_places(gazetteer_folder), *load_compounds(gazetteer_folder)])
        sources, roles = Sources.load(gazetteer_folder), load_place_roles(gazetteer_folder)
        answers = read_geocoded(geocoded) if geocoded else {}
        return cls(open_toponyms(sources, cache), known, sources.toponyms, roles, answers)

    def find(self, document: Document, language: str) -> tuple[Place, ...]:
        """Places in order of appearance, wherever they are named; all that are written the same way have one role."""
        text = ToponymText(document.body, document.folded)
        matches = self._known.find(document.squashed)[:_MOST_PLACES]
        mentions = self._mentions.find(text, self._roles.known_language(language))
        mentions = [mention for mention in mentions if not self._names_a_people(text, mention)][:_MOST_PLACES]
        matches = [match for match in matches if not self._is_people_of(text, match)]
        mentions, matches = untangle(mentions, matches)
        homes = self._homes_of(document, language)
        sure = [match.owner.entry.country for match in matches if not match.owner.needs_context]
        around = Surroundings(Counter([*_flags(document.body), *sure]), homes)
        readings = self._reader.read(text, mentions, around)
        named = [*map(named_by_reading, readings), *(named_by_name(match) for match in matches if not match.owner.needs_context)]
        known = [match for match in matches if match.owner.fits(match.start, match.end, text.folded.text, named)]
        found = [*map(of_reading, readings), *of_known_names(known)]
        found += self._told_online(text, found, homes) if self._geocoded else ()
        return tuple(self._records(text, sorted(found, key=lambda item: item.spot.start), language, homes))

    def unknown(self, document: Document, language: str) -> tuple[str, ...]:
        """Names, folded, that the text uses for places and that no table knows: what an online geocoder may be asked for."""
        text = ToponymText(document.body, document.folded)
        taken = [(place.start, place.end) for place in self.find(document, language)]
        spots = unknown_names(text, (), self._roles.locations, self._common)
        names = (text.text[start:end] for start, end in spots if not _overlaps(text.folded.span(start, end), taken))
        return tuple(dict.fromkeys(names))

    def _told_online(self, text: ToponymText, found: Sequence[Found], homes: Collection[str]) -> list[Found]:
        """Places that the online geocoder told, in countries that the posting names or is read in."""
        countries = {*homes, *(item.spot.country for item in found)}
        spots = unknown_names(text, [item.spot[:2] for item in found], self._roles.locations, self._common)
        answers = [(start, end, self._geocoded.get(text.text[start:end])) for start, end in spots]
        told = [(start, end, answer.within(countries)) for start, end, answer in answers if answer]
        return [of_geocoded(start, end, place) for start, end, place in told if place]

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

    def _records(self, text: ToponymText, found: Sequence[Found], language: str, homes: Collection[str]) -> Iterator[Place]:
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


def _overlaps(span: tuple[int, int], taken: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < last and first < span[1] for first, last in taken)


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
