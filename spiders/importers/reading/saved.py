"""What an importer is told, and what it gives: saved pages, rows, and what can be used as neither."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from compoundwatch.posting import Kind
from spiders.page import Draft, Page


@dataclass(frozen=True, slots=True)
class Given:
    """What the person says of the files. None or empty: the file has to say it itself.

    `columns`: posting field → heading of a table. `most_bytes`: of one page, unpacked. `now` bounds times that lie ahead.
    """

    now: datetime
    url: str | None = None
    saved_at: datetime | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    languages: tuple[str, ...] = ()
    kind: Kind = "job"
    most_bytes: int = 100_000_000

    def not_ahead(self, moment: datetime) -> datetime:
        """The moment, or now where a clock went wrong."""
        return min(moment, self.now)

    def moment_of(self, file: Path) -> datetime:
        """When a file was last written: the latest that what it holds can have been saved."""
        return self.not_ahead(datetime.fromtimestamp(file.stat().st_mtime, UTC))


@dataclass(frozen=True, slots=True)
class Whole:
    """The saved file a page was taken out of, where it holds more than the page: kept beside it as evidence."""

    body: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class SavedPage:
    """One page. `facts` say where its address and time come from and stand beside it in the archive.

    `answered`: the server's own answer, copied from an archive; else what a browser made of it.
    """

    page: Page
    saved_at: datetime
    facts: Mapping[str, str]
    whole: Whole | None = None
    answered: bool = False
    ip: str | None = None


@dataclass(frozen=True, slots=True)
class SavedRow:
    """One row of a table, as a posting. `payload` is the row as JSON, `number` its first line in the file."""

    draft: Draft
    saved_at: datetime
    kind: Kind
    number: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Something in a file that cannot be used: line (of a table) or record (of an archive) by number, counted from 1."""

    number: int
    reason: str
    text: bytes = b""


Saved = SavedPage | SavedRow | Unreadable
