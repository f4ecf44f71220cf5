"""Places within 25 km, and destinations among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from geopy.distance import great_circle

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.statistics import Tally, f1, precision, recall

_NEAR_KM = 25
# A country has no point, and the seat of a province may lie far from the place meant.
_FINE = frozenset({"site", "district", "city"})


class Spot(NamedTuple):
    """A point with its role in the text."""

    lat: float
    lon: float
    role: str


def _wanted(advert: Read) -> list[Spot]:
    fine = (place for place in advert.gold["places"] if place["precision"] in _FINE and place["lat"] is not None)
    return [Spot(place["lat"], place["lon"], place["role"]) for place in fine]


def _had(advert: Read) -> list[Spot]:
    places = (place for place in advert.tagged.places if place.precision in _FINE)
    return [Spot(place.lat, place.lon, place.role) for place in places if place.lat is not None and place.lon is not None]


def _destinations(spots: Sequence[Spot]) -> list[Spot]:
    return [spot for spot in spots if spot.role == "destination"]


def _near(spots: Sequence[Spot], others: Sequence[Spot]) -> int:
    """How many of the spots lie near any of the others."""
    return sum(any(great_circle(spot[:2], other[:2]).km <= _NEAR_KM for other in others) for spot in spots)


def _all(advert: Read) -> Iterator[Tally]:
    wanted, had = _wanted(advert), _had(advert)
    yield Tally(_near(wanted, had), len(had), len(wanted))


def _destinations_found(advert: Read) -> Iterator[Tally]:
    wanted, had = _destinations(_wanted(advert)), _destinations(_had(advert))
    yield Tally(_near(wanted, had), len(had), len(wanted))


def _destinations_right(advert: Read) -> Iterator[Tally]:
    """A claimed destination is right near any gold point: roles are told by recall, and small localities are not in the gold."""
    wanted, had = _wanted(advert), _destinations(_had(advert))
    yield Tally(_near(had, wanted), len(had), len(wanted))


def _countries(advert: Read) -> Iterator[Tally]:
    wanted = {place["country"] for place in advert.gold["places"]}
    had = {place.country for place in advert.tagged.places}
    yield Tally(len(wanted & had), len(had), len(wanted))


QUESTIONS = (
    Question("places_recall", "places, recall within 25 km", _all, recall, Target(">=", 0.85)),
    Question("destination_recall", "destinations, recall within 25 km", _destinations_found, recall, Target(">=", 0.8)),
    Question("destination_precision", "destinations, precision within 25 km", _destinations_right, precision, Target(">=", 0.9)),
    Question("countries_f1", "countries F1", _countries, f1),
)
