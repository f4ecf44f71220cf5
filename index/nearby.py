"""Distances, and `near:` as typed: a point or a name, and a radius."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from index.query import Near, Point

EARTH_KM = 6371.0088
DEFAULT_KM = 25.0
_MAX_KM = 20_100.0
_METRES = {"": 1000.0, "km": 1000.0, "m": 1.0, "mi": 1609.344}
_RADIUS = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)\s*(km|mi|m|)", re.IGNORECASE)
_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*")


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance of two WGS 84 points on a sphere of mean radius."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def is_within(near: Near, point: Point) -> bool:
    return any(distance_km(centre, point) <= near.km for centre in near.points)


def within(near: Near, candidates: Iterable[Point]) -> list[Point]:
    """Those of `candidates` that lie within the radius."""
    return [point for point in candidates if is_within(near, point)]


def read_radius(typed: str) -> float:
    """Kilometres of `25km`, `500m`, `10mi` or `25`; 25 where nothing is typed. Raises ValueError."""
    if not typed:
        return DEFAULT_KM
    found = _RADIUS.fullmatch(typed)
    if found is None:
        raise ValueError('a radius is a number with km, m or mi: near:"KK Park"~25km')
    km = float(found[1]) * _METRES[found[2].lower()] / 1000
    if not 0 < km <= _MAX_KM:
        raise ValueError(f"a radius lies between 0 and {_MAX_KM:.0f} km")
    return km


def read_point(typed: str) -> Point | None:
    """The point of `16.65,98.52` (latitude, longitude); None when it is a name. Raises ValueError for no point on Earth."""
    found = _POINT.fullmatch(typed)
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    if abs(lat) > 90 or abs(lon) > 180:
        raise ValueError("latitude lies between -90 and 90, longitude between -180 and 180, in this order: near:16.65,98.52~25km")
    return lat, lon
