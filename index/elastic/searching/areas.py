"""Distances and boxes in the server's terms, exact although a `geo_point` is rounded to a centimetre.

What lies well within is left to the server. Points so near to the edge that rounding could decide are asked for, measured
here, and named one by one; there are hardly ever any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from index.nearby import point_term, within
from index.query import Area, Box, Near, Point

Dsl = dict[str, Any]
# Distinct points of the postings that a query of the server finds.
PointsOf = Callable[[Dsl], Iterable[Point]]

# Lucene rounds by less than 0.02 m and measures on a sphere that is 5e-9 smaller, with sines good to some 1e-9.
_MARGIN_KM: Final = 0.001
_MARGIN_SHARE: Final = 1e-6
_MARGIN_DEGREES: Final = 1e-6
_NOWHERE: Final[Dsl] = {"match_none": {}}


def area_query(area: Area, points_of: PointsOf) -> Dsl:
    """A query for the postings with a point in the area."""
    sure, perhaps = _boxes(area) if isinstance(area, Box) else _circles(area)
    edge = {"bool": {"filter": [perhaps], "must_not": [sure]}}
    terms = [point_term(point) for point in within(area, points_of(edge))]
    return {"bool": {"should": [sure, {"terms": {"values.point": terms}}]}} if terms else sure


def _circles(near: Near) -> tuple[Dsl, Dsl]:
    margin = _MARGIN_KM + near.km * _MARGIN_SHARE
    return _around(near.points, near.km - margin), _around(near.points, near.km + margin)


def _around(points: Iterable[Point], km: float) -> Dsl:
    if km <= 0:
        return _NOWHERE
    distance = f"{km * 1000:.3f}m"
    circles = [{"geo_distance": {"distance": distance, "points": {"lat": lat, "lon": lon}}} for lat, lon in points]
    return circles[0] if len(circles) == 1 else {"bool": {"should": circles}}


def _boxes(box: Box) -> tuple[Dsl, Dsl]:
    return _box(box, -_MARGIN_DEGREES), _box(box, _MARGIN_DEGREES)


def _box(box: Box, margin: float) -> Dsl:
    """The box with its edges moved outwards, or inwards where `margin` is below 0."""
    south, north = max(box.south - margin, -90.0), min(box.north + margin, 90.0)
    width = (box.east - box.west) % 360 if box.west > box.east else box.east - box.west
    if north < south or width + 2 * margin < 0:
        return _NOWHERE
    west, east = max(box.west - margin, -180.0), min(box.east + margin, 180.0)
    if width + 2 * margin >= 360:
        west, east = -180.0, 180.0
    return {"geo_bounding_box": {"points": {"top": north, "bottom": south, "left": west, "right": east}}}
