"""A run whose process was killed: what reached the disk is whole but for its last line, and is kept."""

from __future__ import annotations

import fcntl
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from compoundwatch.errors import EXIT_FAILED, UsageError
from compoundwatch.posting import Captured
from compoundwatch.run_folder import PARTIAL, ListRead, RunFolder, RunStats, Sighting, SightingOutcome, write_whole

_PIECE = 65_536
_SEEN: tuple[SightingOutcome, ...] = ("new", "changed", "unchanged", "304")


def close_killed_run(path: Path, name: str | None = None) -> RunStats:
    """Finish `<run>.partial` as an incomplete run that says so, under its own name or another.

    Torn last lines and a torn last WARC record are cut off; captured postings of another name get evidence that points
    there. Raises UsageError when a crawl still writes to it, FileExistsError when a run of that name is there.
    """
    target = path.with_name(name or path.name.removesuffix(PARTIAL))
    if target.exists():
        raise FileExistsError(17, "a finished run of that name is there", str(target))
    folder = RunFolder(path)
    with locked(path):
        for file, holds in ((folder.captured, Captured), (folder.sightings, Sighting), (folder.lists, ListRead)):
            _drop_torn_lines(file, holds.model_validate_json)
        for warc in path.glob("*.warc.gz"):
            _drop_torn_record(warc)
        if target.name != path.name.removesuffix(PARTIAL):
            _move_evidence(folder, target.name)
        stats = _stats(folder)
        folder.write_stats(stats)
        path.rename(target)
    return stats


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder while its run is written; the lock goes with the process. Raises UsageError when it is held."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise UsageError(f"{folder} is being written by another crawl") from None
    finally:
        os.close(handle)


def _drop_torn_lines(file: Path, parse: Callable[[bytes], object]) -> None:
    """Cut the file after its last whole line; a file that was never begun becomes empty."""
    file.touch(mode=0o600)
    end = 0
    with file.open("r+b") as lines:
        for line in lines:
            if not line.endswith(b"\n") or not _parses(line, parse):
                break
            end += len(line)
        lines.truncate(end)


def _parses(line: bytes, parse: Callable[[bytes], object]) -> bool:
    try:
        parse(line)
    except ValidationError:
        return False
    return True


def _drop_torn_record(warc: Path) -> None:
    """Cut the WARC after its last whole gzip member, so that every reader can read it to its end."""
    with warc.open("r+b") as file:
        end = 0
        with suppress(zlib.error):
            while length := _member_length(file):
                end += length
        file.truncate(end)


def _member_length(file: BinaryIO) -> int:
    """Length of the gzip member that begins here, 0 where it is torn; leaves the file at the next one."""
    start = file.tell()
    member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    while not member.eof:
        piece = file.read(_PIECE)
        if not piece:
            return 0
        member.decompress(piece)
    end = file.tell() - len(member.unused_data)
    file.seek(end)
    return end - start


def _move_evidence(folder: RunFolder, name: str) -> None:
    def moved() -> Iterator[str]:
        for posting in folder.read_captured():
            evidence = posting.evidence
            if evidence is not None:
                warc = f"{folder.path.parent.name}/{name}/{evidence.warc.rpartition('/')[2]}"
                evidence = evidence.model_copy(update={"warc": warc})
            yield posting.model_copy(update={"evidence": evidence}).model_dump_json() + "\n"

    write_whole(folder.captured, "".join(moved()))


def _stats(folder: RunFolder) -> RunStats:
    outcomes: Counter[str] = Counter(sighting.outcome for sighting in folder.read_sightings())
    touched = [file.stat().st_mtime for file in folder.path.iterdir()]
    return RunStats(
        source=folder.path.parent.name,
        started=datetime.fromtimestamp(min(touched), UTC),
        ended=datetime.fromtimestamp(max(touched), UTC),
        complete=False,
        finish_reason="killed",
        exit_code=EXIT_FAILED,
        why="the crawl was killed before it ended",
        sightings=dict(outcomes),
        postings=sum(outcomes[outcome] for outcome in _SEEN),
        captured=sum(1 for _ in folder.read_captured()),
    )
