"""One shape for what was found by different means, before roles are told: toponyms, known names, geocoded names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from compoundwatch.config.gazetteer import BorderPlaceConfig, CompoundConfig
from compoundwatch.posting import Precision
from enrich.names.known import KnownName, Named
from enrich.names.matcher import NameMatch
from enrich.places.geocoded import GeocodedPlace
from enrich.places.mentions import Mention
from enrich.places.reading import Reading
from enrich.places.roles import Spot

_KIND_PRECISION: dict[str, Precision] = {
    "country": "country", "town": "city", "zone": "district", "checkpoint": "district", "area": "district",
}  # fmt: skip
# How much less sure a name is that no source has shown us, or that has a letter wrong.
_UNCONFIRMED, _MISSPELT = 0.85, 0.8
# A stranger's answer to a bare name.
_GEOCODED_CONFIDENCE = 0.5


class Found(NamedTuple):
    """One place of the text; `spot` counts in folded text."""

    spot: Spot
    name: str
    lat: float | None
    lon: float | None
    precision: Precision
    confidence: float
    geonames_id: int | None


def of_reading(reading: Reading) -> Found:
    """A toponym of the world."""
    mention, row = reading.mention, reading.row
    spot = Spot(mention.start, mention.end, row.name, row.country, mention.ending)
    precision: Precision = "province" if row.precision == "county" else row.precision  # type: ignore[assignment]  # counties are the only other
    return Found(spot, row.name, row.lat, row.lon, precision, reading.confidence, row.geonames_id or None)


def of_known_names(matches: Iterable[NameMatch[KnownName]]) -> Iterator[Found]:
    """Places of the gazetteer. A compound without any point is no place; known only by its town it is as precise as that."""
    for match in matches:
        entry = match.owner.entry
        confidence = 0.95 * (1 if match.exact else _MISSPELT) * (1 if match.owner.confirmed else _UNCONFIRMED)
        spot = Spot(match.start, match.end, entry.name, entry.country, compound=isinstance(entry, CompoundConfig))
        if isinstance(entry, BorderPlaceConfig):
            lat, lon = (entry.point.lat, entry.point.lon) if entry.point else (None, None)
            yield Found(spot, entry.name, lat, lon, _KIND_PRECISION[entry.kind], confidence, None)
        elif entry.points:
            point = entry.points[0]
            yield Found(spot, entry.name, point.lat, point.lon, "site" if point.of == "site" else "city", confidence, None)


def of_geocoded(start: int, end: int, place: GeocodedPlace) -> Found:
    """A name that the online geocoder told."""
    spot = Spot(start, end, place.name, place.country)
    return Found(spot, place.name, place.lat, place.lon, place.precision, _GEOCODED_CONFIDENCE, None)


def named_by_reading(reading: Reading) -> Named:
    """A toponym as the names of compounds are judged by it."""
    mention, row = reading.mention, reading.row
    point = (row.lat, row.lon) if row.precision == "city" and row.lat is not None and row.lon is not None else None
    return Named(mention.start, mention.end, row.country, point, row.precision == "country")


def named_by_name(match: NameMatch[KnownName]) -> Named:
    """A name of the gazetteer as the other names are judged by it."""
    entry = match.owner.entry
    points = entry.points if isinstance(entry, CompoundConfig) else (entry.point,) if entry.point else ()
    is_country = isinstance(entry, BorderPlaceConfig) and entry.kind == "country"
    return Named(match.start, match.end, entry.country, (points[0].lat, points[0].lon) if points else None, is_country)


def untangle(
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
