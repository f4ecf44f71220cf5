"""What passes between fetching and parsing: a saved page goes in, drafts of postings and links to follow come out.

Parsing is a pure function of a `Page`; the same code reads a page from the web, from a WARC and from a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Literal, Protocol, runtime_checkable

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Kind

# `page`: a page of a watched site, which is a posting and leads to others at once.
LinkRole = Literal["list", "detail", "page"]


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a server. `headers` have lower-case names; `body` is decoded from any transfer encoding.

    `sent` is the JSON that was posted to get it, None of an ordinary page.
    """

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A posting as printed on a page, not yet cleaned. `native_id` None means: the canonical URL is the id.

    `fingerprint` (at most 64 characters) tells a change where the printed words do so too easily, as on pages with counters
    and clocks; None: every change of the words is one.
    """

    url: str
    title: str = ""
    text: str = ""
    native_id: str | None = None
    hiring_organization: str | None = None
    job_location: str | None = None
    base_salary: str | None = None
    employment_type: str | None = None
    date_posted: datetime | None = None
    valid_through: datetime | None = None
    fingerprint: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An absolute URL to fetch next.

    `lastmod` as a sitemap gives it: a page that was read after that is not asked again, for a week at most. A date alone
    (midnight UTC) stands for the whole of that day.
    `body` is JSON to be posted there: how some boards' search is asked for its list. Only reading questions are posted.
    `native_id` is the posting's, where the address to ask (of an API) is not the one that its posting bears.
    """

    url: str
    role: LinkRole
    lastmod: datetime | None = None
    body: str | None = None
    native_id: str | None = None


@dataclass(frozen=True, slots=True)
class ParsedPage:
    """All that one page gave. A list page of `detail` links and a page of whole postings are both this."""

    drafts: tuple[Draft, ...] = ()
    links: tuple[Link, ...] = ()


class Platform(Protocol):
    """One shape of source. A module in spiders/platforms/ (or spiders/boards/) holds one, in `PLATFORM`.

    `source` is None when a person parses a lone file with `--platform`; a platform that needs selectors then raises
    UsageError. `parse` never fetches, never raises on a hostile body, and reports nothing rather than something made up.
    """

    name: ClassVar[str]
    # What its postings are where no source says.
    kind: ClassVar[Kind]

    def recognises(self, page: Page) -> bool:
        """Whether `--platform auto` should take this platform for the page."""
        ...

    def parse(self, page: Page, source: SourceConfig | None) -> ParsedPage:
        """The postings and links of one page."""
        ...


@runtime_checkable
class OwnStart(Protocol):
    """A platform whose first questions are more than the addresses in `start`: those of an API that wants to be posted to."""

    def begin(self, source: SourceConfig) -> tuple[Link, ...]:
        """The lists to begin with."""
        ...
