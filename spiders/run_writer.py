"""The files of a run while it goes: a line is on its way to disk before the next page is read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from io import FileIO
from pathlib import Path

from scrapy.http import Response

from compoundwatch.config import SourceConfig
from compoundwatch.posting import Captured, Evidence
from compoundwatch.run_folder import ListRead, RunFolder, RunStats, Sighting
from spiders.archive import WARC_NAME, PageArchive
from spiders.tally import Tally

_ABOUT_ASKING = (
    "title", "start", "cadence", "delay", "enabled", "verified", "terms", "pages", "depth", "deadline", "lists", "assets", "expect",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the pages of a run: the platform, and the version of its code."""

    name: str
    version: str

    def digest(self, source: SourceConfig) -> str:
        """Names whatever decides how pages are read: code, selectors and all but what is about asking and publishing."""
        rules = source.model_dump_json(exclude=set(_ABOUT_ASKING))
        return hashlib.sha256(f"{self.name} {self.version} {rules}".encode()).hexdigest()[:16]


class RunWriter:
    """Writes captured.jsonl, sightings.jsonl and the WARC of one run, unbuffered, for the owner's eyes alone, and counts."""

    def __init__(self, folder: RunFolder, reader: Reader, tally: Tally) -> None:
        """`folder` exists."""
        self.tally = tally
        self._folder = folder
        self._reader = reader
        self._archive = PageArchive(folder.path / WARC_NAME, f"compoundwatch/{reader.version}")
        self._captured = _open_private(folder.captured)
        self._sightings = _open_private(folder.sightings)
        self._lists = _open_private(folder.lists)

    def archive(self, response: Response) -> Evidence:
        """Store a page; the evidence of what it holds."""
        stored = self._archive.write(response)
        return Evidence(
            warc=f"{self._folder.run}/{WARC_NAME}",
            offset=stored.offset,
            sha256=stored.sha256,
            screenshot=stored.screenshot,
            spider=self._reader.name,
            spider_version=self._reader.version,
        )

    def capture(self, posting: Captured) -> None:
        """One new or changed posting."""
        self._captured.write(posting.model_dump_json().encode() + b"\n")
        self.tally.captured += 1

    def sight(self, sighting: Sighting) -> None:
        """One posting seen or looked for."""
        self._sightings.write(sighting.model_dump_json().encode() + b"\n")
        self.tally.sightings[sighting.outcome] += 1

    def list_read(self, read: ListRead) -> None:
        """One list page, as it was read or found unchanged."""
        self._lists.write(read.model_dump_json(exclude_defaults=True).encode() + b"\n")

    def finish(self, stats: RunStats) -> None:
        """Bring everything to disk, stats.json last."""
        self._archive.close()
        for file in (self._captured, self._sightings, self._lists):
            os.fsync(file.fileno())
            file.close()
        self._folder.write_stats(stats)
        self._folder.stats.chmod(0o600)


def _open_private(path: Path) -> FileIO:
    return FileIO(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a")
