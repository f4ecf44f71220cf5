"""A posting as the server keeps it, and back: the flat record, and beside it what is derived from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Final

from compoundwatch.posting import PlaceRole, Posting
from index.elastic.schema.derived_fields import DERIVED
from index.elastic.schema.words import joined
from index.fields import (
    DATE_FIELDS,
    NUMBER_FIELDS,
    VALUE_FIELDS,
    WORD_FIELDS,
    moment,
    number,
    points,
    values,
    word_lists,
)
from index.moments import microseconds
from index.nearby import point_term
from index.query import Point

# An advert that names more countries than this in one role tells no route.
_MOST_COUNTRIES: Final = 4
_MOST_POINTS: Final = 50

Document = dict[str, Any]


def to_document(
    posting: Posting,
    store: Mapping[str, Any] | None = None,
    *,
    compounds: Mapping[str, Point] | None = None,
    review: str | None = None,
) -> Document:
    """The whole document of a posting. `store` is what `store.*` holds; `compounds` says where each lies (id → point).

    Fields without words or values are left out. What is derived is not kept in `_source`: write whole documents, never
    partial updates.
    """
    return {
        **posting.model_dump(mode="json"),
        "words": {name: lists for name in WORD_FIELDS if (lists := [joined(part) for part in word_lists(posting, name)])},
        "values": {name: sorted(found) for name in VALUE_FIELDS if (found := values(posting, name))}
        | {"point": [point_term(point) for point in sorted(points(posting))]},
        "numbers": {name: number(posting, name) for name in NUMBER_FIELDS} | {"risk_order": risk_order(posting)},
        "moments": {name: None if (when := moment(posting, name)) is None else microseconds(when) for name in DATE_FIELDS},
        "points": [_geo_point(point) for point in sorted(points(posting))],
        "charts": _charts(posting, compounds or {}, review),
        "store": dict(store or {}),
    }


def from_document(source: Mapping[str, Any]) -> Posting:
    """The posting of a document's `_source`."""
    return Posting.model_validate({name: value for name, value in source.items() if name not in DERIVED})


def review_of(source: Mapping[str, Any]) -> str | None:
    """What a person decided of the posting, to be handed on when its document is written again."""
    review: str | None = source.get("charts", {}).get("review")
    return review


def risk_order(posting: Posting) -> int:
    """Risk as both stores sort by it: differences below a ten-thousandth are none."""
    return round(posting.risk.score * 10_000)


def _geo_point(point: Point) -> dict[str, float]:
    return {"lat": point[0], "lon": point[1]}


def _charts(posting: Posting, compounds: Mapping[str, Point], review: str | None) -> Document:
    roles: dict[str, PlaceRole] = {"from": "origin", "via": "transit", "to": "destination"}
    countries = {name: _countries(posting, role) for name, role in roles.items()}
    goals = {(place.lat, place.lon) for place in posting.places if place.role == "destination"}
    charts: Document = {
        **countries,
        "route": list(_routes(countries)),
        "destination": [_geo_point(point) for point in sorted(points(posting)) if point in goals][:_MOST_POINTS],
        "compound": [_geo_point(compounds[link.id]) for link in posting.compounds[:_MOST_POINTS] if link.id in compounds],
    }
    return charts | ({"review": review} if review else {})


def _countries(posting: Posting, role: PlaceRole) -> list[str]:
    return sorted({place.country for place in posting.places if place.role == role and place.country})


def _routes(countries: Mapping[str, list[str]]) -> Iterator[str]:
    """`KE → TH → MM` for each way through the countries; where no country is said to be left or passed there is no route."""
    legs = [countries[name] for name in ("from", "via", "to")]
    if not legs[2] or not (legs[0] or legs[1]):
        return
    for way in product(*(leg[:_MOST_COUNTRIES] or [""] for leg in legs)):
        yield " → ".join(filter(None, way))
