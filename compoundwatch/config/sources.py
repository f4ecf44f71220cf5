"""configs/spiders/<name>.yml: one source, all facts about it. The file name is the source's name."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

import regex
from pydantic import Field, field_validator, model_validator

from compoundwatch.config.yaml_file import ConfigModel
from compoundwatch.posting import Captured, Kind

Share = Annotated[float, Field(ge=0, le=1)]
CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
# Posting fields that a feed's titles may hold.
_TITLE_PARTS = frozenset({"title", "native_id", "hiring_organization", "job_location", "base_salary", "employment_type"})
HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]


class ExpectConfig(ConfigModel):
    """What a whole run must hold before anything of it is published. Counted over sightings, so 304s count as seen."""

    min_postings: Annotated[int, Field(ge=0)] = Field(default=1, description="fewer postings seen breaks the contract")
    max_postings: Annotated[int, Field(ge=1)] | None = Field(default=None, description="more breaks it (a runaway selector)")
    fill: dict[str, Share] = Field(default={}, description="posting field → least share of the postings read that have it")
    max_age_days: Annotated[float, Field(gt=0)] | None = Field(default=None, description="greatest age of the freshest posting")
    max_failed: Share = Field(default=0.5, description="greatest share of detail pages that may fail")

    @field_validator("fill")
    @classmethod
    def _names_fields(cls, fill: dict[str, float]) -> dict[str, float]:
        if unknown := fill.keys() - Captured.model_fields:
            raise ValueError(f"expected names of posting fields, not {', '.join(sorted(unknown))}")
        return fill


class SelectConfig(ConfigModel):
    """Where the parts of a posting stand, for the `css` and `browser` platforms.

    A selector is CSS (`h1.title::text`, `a::attr(href)`) or, when it begins with `/` or `./` or `(`, XPath.
    """

    item: str | None = Field(default=None, description="one posting on a list page, when the list page holds them whole")
    link: str | None = Field(
        default=None,
        description="links from a list page to the detail pages; a page that has some is a list, unless `detail` says other",
    )
    next: str | None = Field(default=None, description="link to the next list page")
    title: str = "h1"
    text: str = Field(default="article", description="all text below is taken, block by block")
    native_id: str | None = Field(default=None, description="the source's own id; the canonical URL when not given")
    url: str | None = Field(default=None, description="link of the posting inside `item`")
    hiring_organization: str | None = None
    job_location: str | None = None
    base_salary: str | None = None
    employment_type: str | None = None
    date_posted: str | None = None
    valid_through: str | None = None


class SourceConfig(ConfigModel):
    """One source of postings."""

    name: str = Field(default="", description="set from the file's name")
    title: str = Field(min_length=1, description="name shown to people")
    home: HttpUrl
    kind: Kind
    platform: str = Field(description="module name in spiders/platforms/ (or spiders/boards/) that reads its pages")
    start: Annotated[tuple[HttpUrl, ...], Field(min_length=1)] = Field(description="list pages, sitemaps or feeds to begin with")
    country: CountryCode | None = Field(default=None, description="where its readers live; decides how national numbers are read")
    languages: tuple[str, ...] = Field(default=(), description="BCP 47; for people, detection does not trust it")
    cadence: Literal["hourly", "daily", "weekly"] = "daily"
    delay: Annotated[float, Field(ge=0)] | None = Field(
        default=None, description="seconds between requests, when slower than app.yml's"
    )
    fetch: Literal["http", "browser"] = "http"
    wait_for: str | None = Field(default=None, description="CSS selector that must appear before a browser page is read")
    enabled: bool = False
    verified: Literal["never"] | date = Field(default="never", description="when somebody last ran it live")
    terms: str = Field(min_length=10, description="on what basis we may collect: robots, terms, licence")
    pages: Annotated[int, Field(ge=1)] = Field(default=200, description="most pages fetched in one run")
    depth: Annotated[int, Field(ge=1)] = Field(default=10, description="most list pages followed by `next` or paging back")
    deadline: Annotated[float, Field(gt=0)] = Field(default=900, description="seconds until a run is ended with what it has")
    lists: Literal["all", "newest"] | None = Field(
        default=None,
        description="what its list pages show; after `newest` absence means nothing. A feed shows the newest, others all",
    )
    assets: tuple[str, ...] = Field(default=(), description="other hosts whose scripts and styles a browser page needs")
    detail: str | None = Field(default=None, description="regular expression that URLs of detail pages in a sitemap must match")
    title_pattern: str | None = Field(
        default=None,
        description="regular expression over a feed item's title, whose named groups are posting fields: "
        "`(?P<hiring_organization>[^:]+): (?P<title>.+)`",
    )
    select: SelectConfig = SelectConfig()
    expect: ExpectConfig = ExpectConfig()

    @property
    def shows_all(self) -> bool:
        """Whether a posting that is no longer listed is likely to be gone."""
        return (self.lists or ("newest" if self.platform == "feed" else "all")) == "all"

    @field_validator("detail", "title_pattern")
    @classmethod
    def _is_expression(cls, pattern: str | None) -> str | None:
        try:
            regex.compile(pattern or "")
        except regex.error as error:
            raise ValueError(f"expected a regular expression: {error}") from None
        return pattern

    @field_validator("title_pattern")
    @classmethod
    def _names_fields(cls, pattern: str | None) -> str | None:
        unknown = regex.compile(pattern).groupindex.keys() - _TITLE_PARTS if pattern else set()
        if unknown:
            raise ValueError(f"expected groups named {', '.join(sorted(_TITLE_PARTS))}; not {', '.join(sorted(unknown))}")
        return pattern

    @model_validator(mode="after")
    def _browser_waits(self) -> Self:
        if self.fetch != "browser" and (self.wait_for or self.assets):
            raise ValueError("wait_for and assets need fetch: browser")
        return self
