"""The lines of runs: which captures a posting has, who shares their pages, and the files without its lines."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from compoundwatch.archive import RunArchive
from compoundwatch.archive.run_name import source_of
from compoundwatch.run_folder import CAPTURED, PARTIAL, SIGHTINGS, RunFolder

# What tells whether a run knows a posting.
LINES = (CAPTURED, SIGHTINGS)


def runs_of(archive: RunArchive, source: str) -> list[str]:
    """All runs of a source (`*`: of every source), also what was cut off while it was saved."""
    torn = [run for run in archive.torn() if source in {"*", source_of(run)}]
    return [*archive.runs(None if source == "*" else source), *torn]


def lines_of(folder: RunFolder, posting_id: str) -> Iterator[dict[str, Any]]:
    """What a run captured of a posting."""
    yield from (line for line in _captured(folder, posting_id.encode()) if line["id"] == posting_id)


def sighted(folder: RunFolder, posting_id: str) -> bool:
    """Whether a run saw the posting."""
    if not folder.sightings.is_file():
        return False
    with folder.sightings.open("rb") as lines:
        return any(posting_id.encode() in line for line in lines)


def sharers(folder: RunFolder, warc: str, offsets: set[int], posting_id: str) -> set[str]:
    """Ids of other postings whose evidence is one of these records."""
    found = set()
    for line in _captured(folder, b'"evidence":{'):
        evidence = line["evidence"]
        if line["id"] != posting_id and evidence["warc"] == warc and evidence["offset"] in offsets:
            found.add(line["id"])
    return found


def drop_lines(archive: RunArchive, run: str, posting_id: str, urls: list[str]) -> int:
    """Take every line of a posting out of the files of a run, other lines byte for byte as they were; how many went.

    Lines that know no id but one of `urls` go too: pages that failed before they were read.
    """
    names = sorted(name for name in archive.names(run) if ".jsonl" in name)
    with archive.open(run, names) as folder:
        dropped = {name: _rewrite(folder.path / name, posting_id.encode(), urls) for name in names}
        archive.save(folder, [name for name, count in dropped.items() if count])
    return sum(dropped.values())


def _captured(folder: RunFolder, needle: bytes) -> Iterator[dict[str, Any]]:
    """Lines of captured.jsonl that hold `needle`; one torn by a crash is passed over."""
    if not folder.captured.is_file():
        return
    with folder.captured.open("rb") as lines:
        for line in lines:
            if needle in line and line.endswith(b"\n"):
                yield orjson.loads(line)


def _rewrite(path: Path, posting_id: bytes, urls: list[str]) -> int:
    pages = [b'"url":' + orjson.dumps(url) for url in urls]

    def is_dropped(line: bytes) -> bool:
        return posting_id in line or (b'"id":null' in line and any(page in line for page in pages))

    with path.open("rb") as lines:
        dropped = sum(map(is_dropped, lines))
        if dropped:
            lines.seek(0)
            _write_beside(path, (line for line in lines if not is_dropped(line)))
    return dropped


def _write_beside(path: Path, lines: Iterator[bytes]) -> None:
    """Written beside and renamed, for the same eyes as before."""
    beside = path.with_name(path.name + PARTIAL)
    with beside.open("wb") as file:
        shutil.copymode(path, beside)
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
