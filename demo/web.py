"""What the demo web holds: one file a site in content/, and the second day as a list of changes on top of the first."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from compoundwatch.config.yaml_file import ConfigModel, load_yaml

CONTENT = Path(__file__).parent / "content"
DAYS = (1, 2)

Shape = Literal["sitemap_board", "list_board", "feed", "channel", "script_board"]


class Advert(ConfigModel):
    """One advert, post or feed item as its site prints it. `id` is the site's own."""

    id: str
    language: str = Field(description="for the reader of the file and the page's `lang`; BCP 47")
    title: str = ""
    text: str
    employer: str | None = None
    place: str | None = None
    pay: str | None = None
    employment: str | None = None
    posted: AwareDatetime
    closes: AwareDatetime | None = None
    edited: AwareDatetime | None = Field(default=None, description="when it was last changed")
    smuggled: str | None = Field(default=None, description="markup that the board prints as it came, unescaped")
    forwarded_from: str | None = Field(default=None, description="the channel a post was taken from")
    photos: int = Field(default=0, ge=0, description="a channel draws two or more as an album, each with a number of its own")
    service: bool = Field(default=False, description="a channel's own note (“pinned a message”), no post of anybody")


class Trap(ConfigModel):
    """A link that stands among the adverts' and must do no harm."""

    path: str = Field(description="absolute URL, or a path of this site")
    kind: Literal["disallowed", "inner", "redirect", "endless"]
    target: str | None = Field(default=None, description="where a `redirect` leads")


class Site(ConfigModel):
    """One site as it stands on one day."""

    name: str = Field(default="", description="set from the file's name; also the source's name in configs/spiders/")
    shape: Shape
    port: int
    title: str
    about: str
    language: str = "en"
    channel: str | None = Field(default=None, description="a channel's short name")
    per_page: int = 100
    etags: bool = Field(default=False, description="answers 304 to whoever has the page already")
    robots: str = "User-agent: *\nAllow: /\n"
    adverts: tuple[Advert, ...]
    traps: tuple[Trap, ...] = ()
    withdrawn: tuple[str, ...] = Field(default=(), description="ids that are no longer listed and whose page answers 410")
    layout: Literal["old", "new"] = "old"
    guarded: bool = Field(default=False, description="every page is a robot check, answered with 200")

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def shown(self) -> tuple[Advert, ...]:
        """The adverts that a visitor can read."""
        return tuple(advert for advert in self.adverts if advert.id not in self.withdrawn)

    @property
    def references(self) -> tuple[str, ...]:
        """`<source>/<the source's own id>` of every posting that the site shows or has shown."""
        prefix = f"{self.name}/{self.channel}/" if self.channel else f"{self.name}/"
        return tuple(prefix + advert.id for advert in self.adverts if not advert.service)

    def advert(self, advert_id: str) -> Advert | None:
        return next((advert for advert in self.adverts if advert.id == advert_id), None)


class Edit(ConfigModel):
    """What an edited advert says from now on; what is not given stays."""

    id: str
    edited: AwareDatetime
    title: str | None = None
    text: str | None = None
    pay: str | None = None


class SiteChanges(ConfigModel):
    """What the second day changes on one site."""

    new: tuple[Advert, ...] = ()
    edited: tuple[Edit, ...] = ()
    withdrawn: tuple[str, ...] = ()
    layout: Literal["old", "new"] = "old"
    guarded: bool = False

    def apply(self, site: Site) -> Site:
        """The site on the second day: what is new stands first, as it would there."""
        edits = {edit.id: edit.model_dump(exclude_none=True) for edit in self.edited}
        kept = [advert.model_copy(update=edits.get(advert.id, {})) for advert in site.adverts]
        return site.model_copy(
            update={
                "adverts": (*self.new, *kept),
                "withdrawn": self.withdrawn,
                "layout": self.layout,
                "guarded": self.guarded,
            }
        )


class DayChanges(ConfigModel):
    """The whole of content/day2.yml."""

    sites: dict[str, SiteChanges]


class Web(ConfigModel):
    """All sites on one day, and the port of a service that nobody outside may ask anything."""

    sites: dict[str, Site]
    inner_port: int = 18799

    @model_validator(mode="after")
    def _ports_differ(self) -> Self:
        ports = [site.port for site in self.sites.values()] + [self.inner_port]
        if len(set(ports)) != len(ports):
            raise ValueError("two sites share a port")
        return self


def load_web(day: int) -> Web:
    """The demo web on day 1 or 2."""
    paths = sorted((CONTENT / "sites").glob("*.yml"))
    sites = {path.stem: load_yaml(path, Site).model_copy(update={"name": path.stem}) for path in paths}
    if day > 1:
        for name, changes in load_changes().sites.items():
            sites[name] = changes.apply(sites[name])
    return Web(sites=sites)


def load_changes() -> DayChanges:
    """What the second day changes, to be read at a glance."""
    return load_yaml(CONTENT / "day2.yml", DayChanges)
