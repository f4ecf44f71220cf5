"""Enrichment from JSONL to JSONL: same order, bad lines set aside, memory that does not grow with the file."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import orjson

from compoundwatch.errors import UsageError
from compoundwatch.pipeline.enrich_lines import Outcome, enrich_all
from compoundwatch.run_folder import PARTIAL
from enrich import Enricher

REJECTED = ".rejected.jsonl"


@dataclass(frozen=True, slots=True)
class EnrichOptions:
    """`tick` is called after each line with the lines read so far."""

    drop_unknown: bool = False
    jobs: int = 1
    tick: Callable[[int], None] | None = None


_PLAIN = EnrichOptions()


@dataclass(frozen=True, slots=True)
class EnrichCounts:
    """Lines read (blank ones are not counted), written and set aside."""

    read: int
    written: int
    rejected: int


def enrich_file(
    enricher: Enricher, source: Path, target: Path, options: EnrichOptions = _PLAIN, rejected: Path | None = None
) -> EnrichCounts:
    """Enrich `source` into `target`, which appears whole or not at all.

    Bad lines go to `rejected` (default: `target` + ".rejected.jsonl"); it exists afterwards only if there are any. Raises OSError.
    """
    aside = rejected or target.with_name(target.name + REJECTED)
    with source.open("rb") as lines, written_whole(target) as out:
        return enrich_stream(enricher, lines, out, aside, options)


def enrich_stream(
    enricher: Enricher, source: BinaryIO, target: BinaryIO, rejected: Path | None, options: EnrichOptions = _PLAIN
) -> EnrichCounts:
    """Enrich open streams. Raises UsageError at the first bad line where `rejected` is None."""
    read = written = 0
    with _Rejects(rejected) as rejects:
        for outcome in enrich_all(enricher, source, drop_unknown=options.drop_unknown, jobs=options.jobs):
            read += 1
            if outcome.reason is None:
                target.write(outcome.line + b"\n")
                written += 1
            else:
                rejects.add(outcome)
            if options.tick:
                options.tick(read)
        target.flush()
    return EnrichCounts(read, written, read - written)


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file written beside `path` and renamed when it is whole."""
    beside = path.with_name(path.name + PARTIAL)
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


class _Rejects:
    """The file of bad lines: opened at the first, renamed at the end; one of an earlier run goes where there are none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def __enter__(self) -> _Rejects:
        return self

    def add(self, outcome: Outcome) -> None:
        if self._path is None:
            raise UsageError(f"line {outcome.number}: {outcome.reason}; --rejected FILE sets bad lines aside and goes on")
        if self._file is None:
            self._file = self._beside(self._path).open("wb")
        line = {"line": outcome.number, "reason": outcome.reason, "text": outcome.line.decode(errors="replace")}
        self._file.write(orjson.dumps(line) + b"\n")

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if self._path is None:
            return
        if self._file is not None:
            self._file.close()
        if error is not None:
            self._beside(self._path).unlink(missing_ok=True)
        elif self._file is None:
            self._path.unlink(missing_ok=True)
        else:
            self._beside(self._path).replace(self._path)

    @staticmethod
    def _beside(path: Path) -> Path:
        return path.with_name(path.name + PARTIAL)
