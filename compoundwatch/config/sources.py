"""configs/spiders/<name>.yml: one source, all facts about it. The file name is the source's name."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

import jmespath
import regex
from pydantic import Field, JsonValue, field_validator, model_validator

from compoundwatch.config.expect import ExpectConfig
from compoundwatch.config.paging import PagingConfig
from compoundwatch.config.yaml_file import ConfigModel
from compoundwatch.posting import Kind

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
# Posting fields that a feed's titles may hold.
_TITLE_PARTS = frozenset({"title", "native_id", "hiring_organization", "job_location", "base_salary", "employment_type"})
# Platforms whose `select` and `paging` are JMESPath.
_BY_JMESPATH = frozenset({"json_api", "script_data"})
HttpUrl = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]
HostName = Annotated[str, Field(pattern=r"^[a-z0-9.-]+(:\d+)?$")]


def _expression(pattern: str | None) -> str | None:
    try:
        regex.compile(pattern or "")
    except regex.error as error:
        raise ValueError(f"expected a regular expression: {error}") from None
    return pattern


class WatchConfig(ConfigModel):
    """What of a watched site (`platform: watched_site`) is looked at."""

    skip: str | None = Field(default=None, description="regular expression of addresses that are not followed")
    ignore: tuple[str, ...] = Field(default=(), description="CSS or XPath of what is left out: a ticker, a weather box")

    @field_validator("skip")
    @classmethod
    def _is_expression(cls, pattern: str | None) -> str | None:
        return _expression(pattern)


class SelectConfig(ConfigModel):
    """Where the parts of a posting stand, for the platforms `css`, `json_api`, `script_data`, and for lists of `json_ld`.

    A selector is CSS (`h1.title::text`, `a::attr(href)`) or, when it begins with `/` or `./` or `(`, XPath. In `json_api` and
    `script_data` each is JMESPath (https://jmespath.org) instead, those of fields within one `item`.
    """

    data: str | None = Field(
        default=None,
        min_length=1,
        description="for `script_data`, where the data stand: a script's id (`__NEXT_DATA__` when not given), a variable that a "
        "script sets (`window.__INITIAL_STATE__`), `__next_f` for the pieces that newer Next.js pages push, or a CSS selector with "
        "`::attr()` of an attribute that holds JSON",
    )
    html: str | None = Field(
        default=None, min_length=1, description="for `css`, where an answer in JSON holds the HTML to be read, as JMESPath"
    )
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
    mirrors: tuple[HostName, ...] = Field(
        default=(), description="other hosts that show the same site: a posting there is the one of the same path on `home`'s host"
    )
    pages: Annotated[int, Field(ge=1)] = Field(default=200, description="most pages fetched in one run")
    depth: Annotated[int, Field(ge=1)] = Field(default=10, description="most list pages followed by `next` or paging back")
    deadline: Annotated[float, Field(gt=0)] = Field(default=900, description="seconds until a run is ended with what it has")
    lists: Literal["all", "newest"] | None = Field(
        default=None,
        description="what its list pages show; after `newest` absence means nothing. A feed shows the newest, others all",
    )
    assets: tuple[str, ...] = Field(default=(), description="other hosts whose scripts and styles a browser page needs")
    detail: str | None = Field(
        default=None,
        description="regular expression that URLs of detail pages in a sitemap must match; where a platform's list prints adverts "
        "in short, those that match are read from their own pages",
    )
    title_pattern: str | None = Field(
        default=None,
        description="regular expression over a feed item's title, whose named groups are posting fields: "
        "`(?P<hiring_organization>[^:]+): (?P<title>.+)`",
    )
    sitemaps: str | None = Field(
        default=None, description="regular expression that URLs of sitemaps in a sitemap index must match to be read"
    )
    post: dict[str, JsonValue] | None = Field(
        default=None, description="for `json_api`, the JSON posted to each of `start`, where the list is asked for so"
    )
    paging: PagingConfig | None = Field(default=None, description="how the list goes on where no link leads to its next page")
    select: SelectConfig = SelectConfig()
    watch: WatchConfig = WatchConfig()
    expect: ExpectConfig = ExpectConfig()

    @property
    def shows_all(self) -> bool:
        """Whether a posting that is no longer listed is likely to be gone."""
        return (self.lists or ("newest" if self.platform == "feed" else "all")) == "all"

    @field_validator("detail", "title_pattern", "sitemaps")
    @classmethod
    def _is_expression(cls, pattern: str | None) -> str | None:
        return _expression(pattern)

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

    @model_validator(mode="after")
    def _selects_by_jmespath(self) -> Self:
        if self.platform not in _BY_JMESPATH:
            return self
        if "select" in self.model_fields_set and "title" not in self.select.model_fields_set:
            raise ValueError("expected select.title: the default is no JMESPath")
        if self.paging and self.paging.by == "more":
            raise ValueError(f"{self.platform} has no buttons; paging by page, offset, cursor or header")
        written = self.select.model_dump(exclude={"data", "html"}, exclude_unset=True)
        for expression in (*filter(None, written.values()), *(self.paging.expressions() if self.paging else ())):
            try:
                jmespath.compile(expression)
            except ValueError as error:
                raise ValueError(f"expected JMESPath: {error}") from None
        return self
