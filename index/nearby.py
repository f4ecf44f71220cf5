"""Points in an area, and areas as typed: `near:` a point or a name, and a radius; `box:` two corners."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from index.query import Area, Box, Point

EARTH_KM = 6371.0088
DEFAULT_KM = 25.0
_MAX_KM = 20_100.0
# A little less than a degree of latitude is long on the sphere that distances are measured on.
_KM_PER_DEGREE = 111.0
_METRES = {"": 1000.0, "km": 1000.0, "m": 1.0, "mi": 1609.344}
_RADIUS = re.compile(r"(\d{1,5}(?:\.\d{1,6})?)\s*(km|mi|m|)", re.IGNORECASE)
_POINT = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*,\s*([+-]?\d{1,3}(?:\.\d{1,12})?)\s*")


def distance_km(a: Point, b: Point) -> float:
    """Great-circle distance of two WGS 84 points on a sphere of mean radius."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def is_within(area: Area, point: Point) -> bool:
    if isinstance(area, Box):
        lat, lon = point
        beside = lon >= area.west or lon <= area.east if area.west > area.east else area.west <= lon <= area.east
        return area.south <= lat <= area.north and beside
    return any(distance_km(centre, point) <= area.km for centre in area.points)


def within(area: Area, candidates: Iterable[Point]) -> list[Point]:
    """Those of `candidates` that lie in the area."""
    return [point for point in candidates if is_within(area, point)]


def latitudes(area: Area) -> tuple[float, float]:
    """Between which latitudes an area lies, or a little more."""
    if isinstance(area, Box):
        return area.south, area.north
    reach = area.km / _KM_PER_DEGREE
    return min(lat for lat, _ in area.points) - reach, max(lat for lat, _ in area.points) + reach


def point_term(point: Point) -> str:
    """A point as one word of an index, without loss."""
    return f"{point[0]!r},{point[1]!r}"


def read_point_term(term: str) -> Point:
    lat, _, lon = term.partition(",")
    return float(lat), float(lon)


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


def read_box(typed: str) -> Box:
    """`16.5,98.4..16.9,98.7`: its corner in the south-west and that in the north-east. Raises ValueError."""
    corners = [read_point(corner) for corner in typed.split("..")]
    match corners:
        case [(float() as south, west), (float() as north, east)] if south <= north:
            return Box(south, west, north, east)
    raise ValueError("a box is its corner in the south-west and that in the north-east: box:16.5,98.4..16.9,98.7")
