"""Places that an online geocoder has told, as `compoundwatch geocode` keeps them: a file, so that enrichment needs no network."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from compoundwatch.errors import ConfigError


class GeocodedPlace(BaseModel):
    """What the geocoder found: WGS 84 degrees. Houses and streets are left out, so nothing is finer than a district."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[str, Field(min_length=1, max_length=200)]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    lat: Annotated[float, Field(ge=-90, le=90)]
    lon: Annotated[float, Field(ge=-180, le=180)]
    precision: Literal["district", "city", "province"]


class Geocoded(BaseModel):
    """One line of the file: a folded name, when it was asked for (ISO 8601, UTC), and all places found that bear it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    asked_at: str
    found: tuple[GeocodedPlace, ...]

    def within(self, countries: Collection[str | None]) -> GeocodedPlace | None:
        """The only place found in these countries; None where there are several, or none."""
        there = [place for place in self.found if place.country in countries]
        return there[0] if len(there) == 1 else None


def read_geocoded(path: Path) -> Mapping[str, Geocoded]:
    """All names asked for so far; none where there is no file. Raises ConfigError for a line that cannot be read."""
    if not path.is_file():
        return {}
    answers: dict[str, Geocoded] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            answer = Geocoded.model_validate_json(line)
        except ValidationError as error:
            problem = error.errors(include_url=False)[0]
            raise ConfigError(path, number, None, f"expected an answer of the geocoder: {problem['msg']}") from None
        answers[answer.name] = answer
    return answers
