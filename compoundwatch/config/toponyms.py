"""configs/gazetteer/, the part that tells how names of places are read: provinces, further names, common words, roles."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from compoundwatch.config.gazetteer import CountryCode, Name, Names
from compoundwatch.config.yaml_file import ConfigModel, load_yaml


class ProvinceConfig(ConfigModel):
    """A province, state or region. The point of its seat stands for it, without one the point it has in regions.tsv."""

    name: Name
    seat: Name | None = None
    names: Names = ()


class ProvincesConfig(ConfigModel):
    """provinces.yml: country → provinces; country → province of regions.tsv → its short forms, as in "Tulsa, Okla."."""

    provinces: dict[CountryCode, tuple[ProvinceConfig, ...]]
    abbreviations: dict[CountryCode, dict[Name, Names]] = Field(default={})


class TownNamesConfig(ConfigModel):
    """Further names of a town of GeoNames; `only_in` limits them to postings in these languages."""

    town: Name
    country: CountryCode
    names: Names
    only_in: tuple[str, ...] = ()


class NotWhenConfig(ConfigModel):
    """Words directly before or after a country's name that make it a nationality, a language or money."""

    before: Names
    after: Names


class PeopleConfig(ConfigModel):
    """Words that show a name to be a person's: given names, what else stands before a surname, and what after."""

    given: Names
    before: Names
    after: Names


class ToponymsConfig(ConfigModel):
    """toponyms.yml: further names, and words that are names of towns but seldom mean them (by language)."""

    towns: tuple[TownNamesConfig, ...]
    countries: dict[CountryCode, Names]
    city_states: dict[CountryCode, Name]
    not_when: NotWhenConfig
    people: PeopleConfig
    common: dict[str, Names]


class RoleWordsConfig(ConfigModel):
    """Words that say one of the roles; `any` marks endings that say none."""

    origin: Names = ()
    transit: Names = ()
    destination: Names = ()
    any: Names = ()


class RoleCuesConfig(ConfigModel):
    """The cues of one language, see the head of place_roles.yml."""

    before: RoleWordsConfig = RoleWordsConfig()
    after: RoleWordsConfig = RoleWordsConfig()
    clause: RoleWordsConfig = RoleWordsConfig()
    joined: RoleWordsConfig = RoleWordsConfig()
    location: Names = ()
    joiners: Names = ()


class PlaceRolesConfig(ConfigModel):
    """place_roles.yml: cues by language, and what is taken for granted where none stands."""

    cues: dict[str, RoleCuesConfig]
    same_as: dict[str, str]
    home: dict[str, tuple[CountryCode, ...]]
    sending: tuple[CountryCode, ...]
    through: dict[CountryCode, tuple[CountryCode, ...]]


def load_provinces(folder: Path) -> ProvincesConfig:
    """provinces.yml. Raises ConfigError."""
    return load_yaml(folder / "provinces.yml", ProvincesConfig)


def load_toponyms(folder: Path) -> ToponymsConfig:
    """toponyms.yml. Raises ConfigError."""
    return load_yaml(folder / "toponyms.yml", ToponymsConfig)


def load_place_roles(folder: Path) -> PlaceRolesConfig:
    """place_roles.yml. Raises ConfigError."""
    return load_yaml(folder / "place_roles.yml", PlaceRolesConfig)
