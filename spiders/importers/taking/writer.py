"""The files of an import while it goes, as a crawl's, for the owner's eyes alone.

An import says nothing of what a source shows today: it sights nothing, and `sightings.jsonl` is empty.
"""

from __future__ import annotations

import os
from io import FileIO
from pathlib import Path

from compoundwatch import __version__
from compoundwatch.posting import Captured, Evidence
from compoundwatch.run_folder import RunFolder, RunStats
from spiders.archive import WARC_NAME, Stored
from spiders.importers.taking.archive import ImportArchive
from spiders.importers.taking.ledger import IMPORTED, ImportedFile
from spiders.run_writer import Reader


class ImportWriter:
    """Writes captured.jsonl, imported.jsonl and the WARC of one import into a folder that exists."""

    def __init__(self, folder: RunFolder) -> None:
        self.archive = ImportArchive(folder.path / WARC_NAME, f"compoundwatch/{__version__}")
        self.captured = 0
        self._folder = folder
        self._postings, self._files, self._sightings = (
            _open_private(path) for path in (folder.captured, folder.path / IMPORTED, folder.sightings)
        )

    def evidence(self, stored: Stored, reader: Reader) -> Evidence:
        """What a posting carries of a page or row that was stored."""
        return Evidence(
            warc=f"{self._folder.run}/{WARC_NAME}",
            offset=stored.offset,
            sha256=stored.sha256,
            spider=reader.name,
            spider_version=reader.version,
        )

    def capture(self, posting: Captured) -> None:
        """One posting."""
        self._postings.write(posting.model_dump_json().encode() + b"\n")
        self.captured += 1

    def file_done(self, entry: ImportedFile) -> None:
        """One file that gave postings."""
        self._files.write(entry.model_dump_json().encode() + b"\n")

    def close(self) -> None:
        """Bring everything to disk; safe to call twice."""
        self.archive.close()
        for file in (self._postings, self._files, self._sightings):
            if not file.closed:
                os.fsync(file.fileno())
                file.close()

    def finish(self, stats: RunStats) -> None:
        """Close, and write stats.json last."""
        self.close()
        self._folder.write_stats(stats)
        self._folder.stats.chmod(0o600)


def _open_private(path: Path) -> FileIO:
    return FileIO(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a")
