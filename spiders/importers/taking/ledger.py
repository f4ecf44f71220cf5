"""Which files an import took, one line each in `imported.jsonl` of its run: so the same file is not taken twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from compoundwatch.archive import RunArchive
from compoundwatch.posting import Record, UtcDatetime
from compoundwatch.run_folder import RunFolder

IMPORTED = "imported.jsonl"
# What the folder of an import ends in, after its start.
SUFFIX = "-import"
_PIECE = 1_000_000


class ImportedFile(Record):
    """One file that gave postings. `platform` is what it was read by, None where each page was guessed; `by`: who saved it."""

    file: str
    sha256: str
    bytes: int
    format: str
    platform: str | None
    at: UtcDatetime
    postings: int
    by: str | None = None


def taken_before(archive: RunArchive, source: str) -> Iterator[ImportedFile]:
    """The files of all earlier imports into a source or collection."""
    for run in archive.runs(source):
        if run.endswith(SUFFIX):
            with archive.open(run, [IMPORTED]) as folder:
                yield from _read(folder)


def sha256_of(file: Path) -> str:
    """Of the whole file, read in pieces."""
    digest = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def _read(folder: RunFolder) -> Iterator[ImportedFile]:
    path = folder.path / IMPORTED
    if path.is_file():
        with path.open("rb") as lines:
            yield from map(ImportedFile.model_validate_json, lines)
