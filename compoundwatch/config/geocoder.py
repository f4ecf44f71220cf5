"""The online geocoder of app.yml: off until somebody switches it on."""

from __future__ import annotations

from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from compoundwatch.config.store import THIS_MACHINE
from compoundwatch.config.yaml_file import ConfigModel


class GeocoderConfig(ConfigModel):
    """A service in Nominatim's shape. It is sent names of places and nothing else of a posting."""

    enabled: bool = Field(default=False, description="whether `compoundwatch geocode` may ask it, and its answers count")
    url: str = Field(default="https://nominatim.openstreetmap.org", description="without /search; your own server, or a public one")
    delay: Annotated[float, Field(ge=0)] = Field(default=1.0, description="seconds between two requests; public servers ask for 1")
    timeout: Annotated[float, Field(gt=0)] = Field(default=10.0, description="seconds until a request is given up")
    most_per_run: Annotated[int, Field(ge=1)] = Field(default=200, description="names asked for in one run")

    @model_validator(mode="after")
    def _is_an_address(self) -> Self:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or parts.username:
            raise ValueError("expected an address such as https://nominatim.openstreetmap.org")
        if parts.scheme == "http" and parts.hostname not in THIS_MACHINE:
            raise ValueError(f"http:// would send names in clear to {parts.hostname}; expected https://")
        if parts.hostname.endswith("openstreetmap.org") and self.delay < 1:
            raise ValueError("expected a delay of at least 1 second for the public server")
        return self
