"""`expect:` of a source: what a run must hold before anything of it is published."""

from __future__ import annotations

from typing import Annotated

import regex
from pydantic import Field, field_validator

from compoundwatch.config.yaml_file import ConfigModel
from compoundwatch.posting import Captured

Share = Annotated[float, Field(ge=0, le=1)]
_STATUS = regex.compile(r"[1-5](?:\d\d|xx)")


class ExpectConfig(ConfigModel):
    """What a whole run must hold before anything of it is published. Counted over sightings, so 304s count as seen."""

    min_postings: Annotated[int, Field(ge=0)] = Field(default=1, description="fewer postings seen breaks the contract")
    max_postings: Annotated[int, Field(ge=1)] | None = Field(default=None, description="more breaks it (a runaway selector)")
    fill: dict[str, Share] = Field(default={}, description="posting field → least share of the postings read that have it")
    min_countries: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="least number of countries named in the `job_location` of the postings read"
    )
    min_languages: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="least number of languages that the postings read are written in"
    )
    max_age_days: Annotated[float, Field(gt=0)] | None = Field(default=None, description="greatest age of the freshest posting")
    max_failed: Share = Field(default=0.5, description="greatest share of detail pages that may fail")
    max_status: dict[str, Share] = Field(
        default={}, description="HTTP status (`404`) or class of them (`5xx`) → greatest share of the answers that may have it"
    )

    @field_validator("fill")
    @classmethod
    def _names_fields(cls, fill: dict[str, float]) -> dict[str, float]:
        if unknown := fill.keys() - Captured.model_fields:
            raise ValueError(f"expected names of posting fields, not {', '.join(sorted(unknown))}")
        return fill

    @field_validator("max_status", mode="before")
    @classmethod
    def _names_statuses(cls, shares: object) -> object:
        """YAML reads a bare 404 as a number."""
        named = {str(status): share for status, share in shares.items()} if isinstance(shares, dict) else shares
        if wrong := [status for status in named if not _STATUS.fullmatch(status)] if isinstance(named, dict) else []:
            raise ValueError(f"expected a status as 404 or a class as 5xx, not {', '.join(sorted(wrong))}")
        return named
