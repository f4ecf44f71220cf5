"""Which names a province or county of regions.tsv and provinces.yml gets in the compiled file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import regex

from compoundwatch.config.regions import Region
from compoundwatch.config.toponyms import ProvinceConfig
from compoundwatch.text import fold_text

# Words that GeoNames writes onto the names of provinces and that people leave out.
_KIND = regex.compile(
    r"^(?:province of|state of) | (?:province|state|region|division|governorate|oblast|prefecture|department|district|county)$"
)
# Words that are no name without the word for province: "Western Province", "Federal District".
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central northeast northwest southeast southwest northeastern "
    "northwestern southeastern southwestern north-east north-west south-east south-west far upper lower middle inner outer "
    "federal capital national islands coast coastal highlands hills lakes valley plateau equator mountain city".split()
)


class RegionNames:
    """The names of the regions of one country, told from those of its towns."""

    def __init__(self, regions: Collection[Region], extra: Collection[ProvinceConfig]) -> None:
        self._extra = {bare(province.name): province for province in extra if not province.seat}
        seated = {bare(name) for province in extra if province.seat for name in (province.name, *province.names)}
        # Where provinces.yml gives a seat its point and names stand for the province.
        self.regions = [region for region in regions if region.level == "county" or bare(region.name) not in seated]

    def unknown(self) -> Iterator[str]:
        """Provinces of provinces.yml that have no seat and do not stand in regions.tsv either."""
        known = {bare(region.name) for region in self.regions if region.level == "province"}
        return (province.name for key, province in self._extra.items() if key not in known)

    def written(self, region: Region) -> Iterator[str]:
        """How GeoNames writes a region, and how people do."""
        short = bare(region.name)
        forms = [region.name, short] if region.level == "province" or region.country == "PH" else [region.name]
        return (form for form in forms if not _DIRECTIONS.issuperset(fold_text(form).split()))

    def ours(self, region: Region) -> tuple[str, ...]:
        """Further names that provinces.yml gives it."""
        extra = self._extra.get(bare(region.name)) if region.level == "province" else None
        return extra.names if extra else ()


def bare(name: str) -> str:
    """A province's folded name without the word for province."""
    return _KIND.sub("", fold_text(name)).strip()


def abbreviated(region: Region, abbreviations: Mapping[str, Mapping[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The short forms of a province's name, as in "Tulsa, Okla."."""
    return abbreviations.get(region.country, {}).get(region.name, ()) if region.level == "province" else ()
