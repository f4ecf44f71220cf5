"""configs/stop.yml: what is never fetched again, whatever any other file says. For sites and people who asked us to stop."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from compoundwatch.config.yaml_file import ConfigModel

Hostname = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?$", max_length=253)]


class StopEntry(ConfigModel):
    """One thing that is not to be asked for: a domain with all below it, an address with all that begins so, or a source."""

    domain: Hostname | None = Field(default=None, description="this host and all below it")
    url: Annotated[str, Field(pattern=r"^https?://[^\s]+$")] | None = Field(
        default=None, description="every address that begins so"
    )
    source: str | None = Field(default=None, description="name of a file in configs/spiders/")
    since: date
    why: str = Field(min_length=3, max_length=300, description="who asked, or what happened; told where the source is run")

    @model_validator(mode="after")
    def _names_one_thing(self) -> Self:
        if sum(part is not None for part in (self.domain, self.url, self.source)) != 1:
            raise ValueError("expected one of domain, url or source")
        return self

    def covers(self, url: str) -> bool:
        """Whether this address must not be asked for."""
        if self.domain is not None:
            parts = urlsplit(url)
            hosts = ((parts.hostname or "").lower(), parts.netloc.rpartition("@")[2].lower())
            return any(host == self.domain or host.endswith(f".{self.domain}") for host in hosts)
        return self.url is not None and url.startswith(self.url)


class StopList(ConfigModel):
    """The whole of stop.yml. Wins over every other file."""

    stopped: tuple[StopEntry, ...] = ()

    def problem(self, url: str) -> str | None:
        """Why `url` must not be fetched, or None."""
        return next((_told(entry) for entry in self.stopped if entry.covers(url)), None)

    def source_problem(self, name: str, urls: tuple[str, ...]) -> str | None:
        """Why a source of that name, which begins at `urls`, must not be run at all, or None."""
        named = next((_told(entry) for entry in self.stopped if entry.source == name), None)
        return named or next(filter(None, map(self.problem, urls)), None)


def _told(entry: StopEntry) -> str:
    return f"on the stop list since {entry.since}: {entry.why}"
