"""configs/gazetteer/: compounds, border places, organisations, and how toponyms are read. Facts stand there, never in code."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from compoundwatch.config.yaml_file import ConfigModel, load_yaml

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Names = tuple[Name, ...]
# The point of a town stands for a site somewhere in or near it, so anything closer than this says nothing.
_LEAST_TOWN_KM = 2.0


class PointConfig(ConfigModel):
    """A sourced point, WGS 84 degrees. `km` is how far the truth may lie from it."""

    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    km: Annotated[float, Field(gt=0, le=200)]
    of: Literal["site", "town"] = Field(default="site", description="`town`: the point of the town, none of the site is sourced")
    source: Name | None = Field(default=None, description="where it is not the entry's own or GeoNames; `estimate`: none gives it")


class ContextConfig(ConfigModel):
    """When a name that is common elsewhere is this place."""

    names: Names = Field(default=(), description="the names that need context")
    words: Names = Field(default=(), description="any of these in the text is context enough")
    country: bool = Field(default=True, description="a place of the same country in the text is context enough")
    never: Names = Field(default=(), description="in a text with any of these no name of the entry counts")


class StatusConfig(ConfigModel):
    """What a source said had happened, and when."""

    date: str = Field(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$", description="year, month or day, in quotes")
    what: str
    source: str


class NamedConfig(ConfigModel):
    """Something with names in several languages."""

    id: Slug
    name: Name
    country: CountryCode
    aliases: dict[str, Names] = Field(default={}, description="language (`latin` for romanised names) → names that a source shows")
    unconfirmed: dict[str, Names] = Field(default={}, description="usual names that no source has shown us yet")
    context: ContextConfig = ContextConfig()

    def all_names(self) -> dict[str, bool]:
        """Every name and whether it is confirmed, the main one first."""
        names = {self.name: True}
        for confirmed, by_language in ((True, self.aliases), (False, self.unconfirmed)):
            for group in by_language.values():
                for name in group:
                    names.setdefault(name, confirmed)
        return names

    @model_validator(mode="after")
    def _context_names_are_ours(self) -> Self:
        strangers = set(self.context.names) - set(self.all_names())
        if strangers:
            raise ValueError(f"context.names holds {min(strangers)!r}, expected names of {self.id!r}")
        return self


class CompoundConfig(NamedConfig):
    """One site a source calls a compound, or a listed business, which the source does not call one."""

    type: Literal["site", "listed_business"]
    place: str = Field(description="where it lies, in words")
    points: tuple[PointConfig, ...] = ()
    radius_km: Annotated[float, Field(gt=0, le=50)] = Field(default=1.0, description="how far the site itself reaches")
    town_names: Names = Field(default=(), description="names that the town around it bears too: they link weakly")
    status: tuple[StatusConfig, ...] = ()
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    grade: Annotated[tuple[Literal["A", "B", "C", "D"], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _town_names_are_ours(self) -> Self:
        strangers = set(self.town_names) - set(self.all_names())
        if strangers:
            raise ValueError(f"town_names holds {min(strangers)!r}, expected names of {self.id!r}")
        if any(point.of == "town" and point.km < _LEAST_TOWN_KM for point in self.points):
            raise ValueError(f"expected km of at least {_LEAST_TOWN_KM:g} for the point of a town")
        return self


class BorderPlaceConfig(NamedConfig):
    """A town, zone, checkpoint or area that adverts name, or a country that people are taken to. Never a compound."""

    kind: Literal["country", "town", "zone", "checkpoint", "area"]
    point: PointConfig | None = None
    says: str | None = Field(default=None, description="what a source says of it, and which")
    source: str | None = Field(default=None, description="of the point, where it is not GeoNames")

    @model_validator(mode="after")
    def _only_countries_lack_points(self) -> Self:
        if (self.kind == "country") == (self.point is not None):
            raise ValueError("expected a point for every kind but country")
        return self


class ListedOrganisationConfig(ConfigModel):
    """A group or company as designated or described by an authority."""

    name: Name
    aliases: Names = Field(default=(), description="other names that a source shows")
    unconfirmed: Names = Field(default=(), description="usual names that no source has shown us yet")
    says: str = Field(description="what the authority says")
    compounds: tuple[Slug, ...] = Field(default=(), description="ids of the compounds the authority names with it")
    sources: Annotated[tuple[str, ...], Field(min_length=1)]
    grade: Annotated[tuple[Literal["A", "B", "C", "D"], ...], Field(min_length=1)]


class _CompoundsFile(ConfigModel):
    compounds: tuple[CompoundConfig, ...]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        _refuse_doubles([compound.id for compound in self.compounds])
        return self


class _BorderPlacesFile(ConfigModel):
    places: tuple[BorderPlaceConfig, ...]

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        _refuse_doubles([place.id for place in self.places])
        return self


class OrganisationsConfig(ConfigModel):
    """organisations.yml: listed groups, and the words by which company names are known, by script or language."""

    listed: tuple[ListedOrganisationConfig, ...]
    endings: dict[str, Names]
    beginnings: dict[str, Names]


def _refuse_doubles(ids: list[str]) -> None:
    doubles = {item for item in ids if ids.count(item) > 1}
    if doubles:
        raise ValueError(f"expected each id once, but {min(doubles)!r} stands more than once")


def load_compounds(folder: Path) -> tuple[CompoundConfig, ...]:
    """All entries of compounds.yml. Raises ConfigError."""
    return load_yaml(folder / "compounds.yml", _CompoundsFile).compounds


def load_border_places(folder: Path) -> tuple[BorderPlaceConfig, ...]:
    """All entries of border_places.yml. Raises ConfigError."""
    return load_yaml(folder / "border_places.yml", _BorderPlacesFile).places


def load_organisations(folder: Path) -> OrganisationsConfig:
    """organisations.yml. Raises ConfigError."""
    return load_yaml(folder / "organisations.yml", OrganisationsConfig)
