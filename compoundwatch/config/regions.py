"""configs/gazetteer/regions.tsv: the provinces of the world and counties of some countries, made from GeoNames."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, cast

from compoundwatch.errors import ConfigError

Level = Literal["province", "county"]
_LEVELS = ("province", "county")
_COLUMNS = 7


class Region(NamedTuple):
    """`code` is GeoNames' code of the province (for a county, of the one it lies in); `lat`, `lon` its middle, WGS 84 degrees."""

    level: Level
    country: str
    code: str
    name: str
    lat: float
    lon: float
    population: int


def load_regions(folder: Path) -> tuple[Region, ...]:
    """All rows of regions.tsv. Raises ConfigError with the line that cannot be read."""
    path = folder / "regions.tsv"
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, None, None, f"cannot be read: {error}") from None
    return tuple(_regions(path, text))


def _regions(path: Path, text: str) -> Iterator[Region]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line and not line.startswith("#"):
            yield _region(path, number, line)


def _region(path: Path, number: int, line: str) -> Region:
    fields = line.split("\t")
    if len(fields) != _COLUMNS or fields[0] not in _LEVELS or not fields[3]:
        raise ConfigError(path, number, None, "expected level, country, code, name, lat, lon, population, parted by tabs")
    level, country, code, name, lat, lon, population = fields
    try:
        region = Region(cast("Level", level), country, code, name, float(lat), float(lon), int(population))
    except ValueError as error:
        raise ConfigError(path, number, None, f"expected numbers: {error}") from None
    if abs(region.lat) > 90 or abs(region.lon) > 180:
        raise ConfigError(path, number, None, "expected degrees")
    return region
