"""What one crawl leaves behind: `captured.jsonl`, `sightings.jsonl`, `lists.jsonl`, WARC files and, last of all, `stats.json`.

A crawl writes into `<folder>.partial` and renames it when `stats.json` is whole, so a folder without that ending is a
finished run. Publishing adds `tagged.jsonl` and `published.json`. Run folders, `<source>/<start, UTC>/`, together are the
archive: compoundwatch.archive knows where they lie.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field

from compoundwatch.errors import EXIT_DONE
from compoundwatch.posting import Captured, Record, UtcDatetime

PARTIAL = ".partial"
CAPTURED = "captured.jsonl"
SIGHTINGS = "sightings.jsonl"
LISTS = "lists.jsonl"
PUBLICATION = "published.json"
# Written last of all: what says that a run is finished.
STATS = "stats.json"

SightingOutcome = Literal["new", "changed", "unchanged", "304", "gone", "refused", "failed"]


class Sighting(Record):
    """One posting that a run saw or looked for. `id` is null where a page failed before its id was known.

    `status` null: its page was not asked, or did not answer. `content_hash` is what a change is told by. `listed` false: the
    list no longer named it, and its own page was asked. `lastmod` as a sitemap gave it. `page_class` is the judge's word for a
    page that gave nothing.
    """

    id: str | None
    url: str
    outcome: SightingOutcome
    status: int | None
    at: UtcDatetime
    content_hash: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    date_posted: UtcDatetime | None = None
    lastmod: UtcDatetime | None = None
    listed: bool = True
    page_class: str | None = None


class HeldLink(Record):
    """A link of a list page: spiders.page.Link, of those that are asked by their address alone."""

    url: str
    role: Literal["list", "detail", "page"]
    lastmod: UtcDatetime | None = None
    native_id: str | None = None


class Held(Record):
    """What a list page held: ids of whole postings, and links."""

    ids: tuple[str, ...] = ()
    links: tuple[HeldLink, ...] = ()


class ListRead(Record):
    """A list page, by the address that was asked. `held` null: it has not changed since it was last read whole.

    `lastmod` as an index of sitemaps gave it.
    """

    url: str
    at: UtcDatetime
    etag: str | None = None
    last_modified: str | None = None
    lastmod: UtcDatetime | None = None
    held: Held | None = None


class ContractLine(Record):
    """One line of `expect:` held against the run, with the numbers."""

    rule: str
    expected: str
    got: str
    kept: bool


class RunStats(Record):
    """How a run went. `complete`: the whole list was seen, so that absence means something.

    `imported`: nothing was crawled, a person handed in what was saved; `silent` when nobody is to be told of it. It says nothing
    of how the source is, and sights nothing.
    """

    source: str
    started: UtcDatetime
    ended: UtcDatetime
    complete: bool
    finish_reason: str
    exit_code: int
    why: str | None = None
    pages: int = 0
    bytes: int = 0
    pages_by_status: dict[str, int] = Field(default={})
    pages_by_class: dict[str, int] = Field(default={})
    sightings: dict[str, int] = Field(default={})
    postings: int = 0
    captured: int = 0
    contract: tuple[ContractLine, ...] = ()
    # Name → number, as spiders/measures.py counts them; runs from before they were kept have none.
    measures: dict[str, float] = Field(default={})
    spider_version: str = ""
    reader: str = Field(default="", description="names parser, selectors and whatever else decides how pages are read")
    imported: Literal["silent", "told"] | None = None

    @property
    def read_to_its_end(self) -> bool:
        """Whether a crawl went as far as it goes, so that lists it did not meet are lists no more."""
        return self.exit_code == EXIT_DONE and self.finish_reason == "finished" and not self.imported

    @property
    def contract_kept(self) -> bool:
        return all(line.kept for line in self.contract)


class Publication(Record):
    """When a run was taken into the archive: the `ingested_at` of what it brought."""

    at: UtcDatetime


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The files of one run, by name."""

    path: Path

    @property
    def captured(self) -> Path:
        return self.path / CAPTURED

    @property
    def sightings(self) -> Path:
        return self.path / SIGHTINGS

    @property
    def lists(self) -> Path:
        return self.path / LISTS

    @property
    def stats(self) -> Path:
        return self.path / STATS

    @property
    def tagged(self) -> Path:
        """Written by enrichment beside what the spider left."""
        return self.path / "tagged.jsonl"

    @property
    def publication(self) -> Path:
        """Written before the first posting of the run reaches the index."""
        return self.path / PUBLICATION

    @property
    def run(self) -> str:
        """`<source>/<folder name>`: how the run is named in the state database and in evidence."""
        return f"{self.path.parent.name}/{self.path.name.removesuffix(PARTIAL)}"

    def read_stats(self) -> RunStats:
        return RunStats.model_validate_json(self.stats.read_bytes())

    def read_sightings(self) -> Iterator[Sighting]:
        with self.sightings.open(encoding="utf-8") as lines:
            for line in lines:
                yield Sighting.model_validate_json(line)

    def read_lists(self) -> Iterator[ListRead]:
        """Runs from before they were kept, and imports, have none."""
        if self.lists.is_file():
            with self.lists.open(encoding="utf-8") as lines:
                for line in lines:
                    yield ListRead.model_validate_json(line)

    def read_captured(self) -> Iterator[Captured]:
        with self.captured.open(encoding="utf-8") as lines:
            for line in lines:
                yield Captured.model_validate_json(line)

    def published_at(self) -> datetime | None:
        """The ingest time that publishing began with, None where it has not begun."""
        if not self.publication.is_file():
            return None
        return Publication.model_validate_json(self.publication.read_bytes()).at

    def begin_publishing(self, at: datetime) -> datetime:
        """The run's ingest time: `at`, or that of an earlier try, so that trying again writes the same as before."""
        before = self.published_at()
        if before is None:
            write_whole(self.publication, Publication(at=at).model_dump_json() + "\n")
        return before or at

    def write_stats(self, stats: RunStats) -> None:
        """Whole or not at all."""
        write_whole(self.stats, stats.model_dump_json(indent=1) + "\n")


def write_whole(path: Path, text: str) -> None:
    """Write beside, flush to disk, rename: a reader never sees half a file, also after a power cut."""
    beside = path.with_name(path.name + PARTIAL)
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
