"""Distances in the server's terms, exact although a `geo_point` is rounded to a centimetre.

What lies well within is left to the server. Points so near to the edge that rounding could decide are asked for, measured
here, and named one by one; there are hardly ever any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from index.nearby import within
from index.query import Near, Point

Dsl = dict[str, Any]
# Distinct points of the postings that a query of the server finds.
PointsOf = Callable[[Dsl], Iterable[Point]]

# Lucene rounds by less than 0.02 m and measures on a sphere that is 5e-9 smaller, with sines good to some 1e-9.
_MARGIN_KM: Final = 0.001
_MARGIN_SHARE: Final = 1e-6


def area(near: Near, points_of: PointsOf) -> Dsl:
    """A query for the postings with a point in the area."""
    margin = _MARGIN_KM + near.km * _MARGIN_SHARE
    sure, perhaps = _circles(near, near.km - margin), _circles(near, near.km + margin)
    edge = {"bool": {"filter": [perhaps], "must_not": [sure]}}
    terms = [point_term(point) for point in within(near, points_of(edge))]
    return {"bool": {"should": [sure, {"terms": {"values.point": terms}}]}} if terms else sure


def point_term(point: Point) -> str:
    """A point as a term that loses nothing."""
    return f"{point[0]!r},{point[1]!r}"


def read_point_term(term: str) -> Point:
    lat, _, lon = term.partition(",")
    return float(lat), float(lon)


def _circles(near: Near, km: float) -> Dsl:
    if km <= 0:
        return {"match_none": {}}
    circles = [{"geo_distance": {"distance": f"{km * 1000:.3f}m", "points": {"lat": lat, "lon": lon}}} for lat, lon in near.points]
    return circles[0] if len(circles) == 1 else {"bool": {"should": circles}}
