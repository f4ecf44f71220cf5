"""When a toponym counts as found, and how far off it is."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.quality.statistics import Tally
from benchmarks.quality.toponyms import Document
from compoundwatch.posting import Place

COUNTRIES = {"298795": "TR"}
ANKARA = {"start": 0, "end": 6, "lat": 39.92, "lon": 32.85, "geonameid": "323786"}
TURKEY = {"start": 10, "end": 16, "lat": 39.0, "lon": 35.0, "geonameid": "298795"}


def place(start: int, end: int, **fields: Any) -> Place:
    """A place whose span counts in a body with an empty title."""
    of_ankara = {"name": "Ankara", "raw": "x", "role": "unspecified", "country": "TR", "lat": 39.92, "lon": 32.85}
    rest = {"precision": "city", "confidence": 0.9, "geonames_id": None}
    return Place.model_validate({**of_ankara, **rest, "start": start + 1, "end": end + 1, **fields})


@pytest.mark.parametrize(("end", "hits"), [(6, 1), (5, 0)])
def test_a_toponym_is_found_by_its_exact_span(end: int, hits: int) -> None:
    assert [*Document([ANKARA], [place(0, end)], COUNTRIES).tally()] == [Tally(hits, 1, 1)]


def test_the_right_point_is_no_distance_away() -> None:
    assert [*Document([ANKARA], [place(0, 6)], COUNTRIES).errors()] == [pytest.approx(0)]


@pytest.mark.parametrize(("code", "right"), [("TR", True), ("SY", False)])
def test_a_country_is_right_by_its_code(code: str, right: bool) -> None:
    country = place(10, 16, precision="country", country=code, lat=None, lon=None)

    assert [error == 0 for error in Document([TURKEY], [country], COUNTRIES).errors()] == [right]


def test_a_toponym_without_a_point_in_the_corpus_is_not_measured() -> None:
    assert [*Document([{**ANKARA, "lat": None}], [place(0, 6)], COUNTRIES).errors()] == []
