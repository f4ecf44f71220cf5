"""Whether the archived pages are still what their hashes say."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from compoundwatch.config import Settings
from compoundwatch.pipeline.upkeep import Done, Report

if TYPE_CHECKING:
    from compoundwatch.archive import RunArchive
    from compoundwatch.posting import Evidence

# Each run is read in the nights after it was made, and again once in so many days.
_NEW = timedelta(days=2)
_CYCLE_DAYS = 28
# Broken captures named in the error; the rest is counted.
_NAMED = 3


def evidence(settings: Settings, at: datetime, report: Report) -> Done:
    """Checks the captures of new runs and of a share of the old ones, so that each run is read every four weeks.

    Raises EvidenceError, naming the first, where a capture is missing or changed. What was erased on request is none of them.
    """
    from compoundwatch.archive import open_archive
    from compoundwatch.errors import EvidenceErased, EvidenceError
    from compoundwatch.evidence import read_capture

    archive = open_archive(settings)
    checked, erased, broken = 0, 0, list[str]()
    runs = [run for run in archive.runs() if _is_due(run, at)]
    for count, run in enumerate(runs, start=1):
        report(f"run {count} of {len(runs)}: {run}")
        for capture in _captures(archive, run):
            checked += 1
            try:
                read_capture(archive, capture)
            except EvidenceErased:
                erased += 1
            except EvidenceError as error:
                broken.append(str(error))
    if broken:
        more = f"; and {len(broken) - _NAMED} more" if len(broken) > _NAMED else ""
        raise EvidenceError(f"{len(broken)} of {checked} captures are broken: {'; '.join(broken[:_NAMED])}{more}")
    return {"runs": len(runs), "captures": checked, "erased": erased}


def _is_due(run: str, at: datetime) -> bool:
    """By its name: `<source>/<start>`, whose digits sort by time."""
    start = run.partition("/")[2]
    return start >= (at - _NEW).strftime("%Y%m%dT") or zlib.crc32(run.encode()) % _CYCLE_DAYS == at.toordinal() % _CYCLE_DAYS


def _captures(archive: RunArchive, run: str) -> Iterator[Evidence]:
    """What the postings of a run refer to, each capture once."""
    from compoundwatch.run_folder import CAPTURED, STATS

    seen: set[tuple[str, int]] = set()
    with archive.open(run, (STATS, CAPTURED)) as folder:
        for posting in folder.read_captured():
            found = posting.evidence
            if found and (found.warc, found.offset) not in seen:
                seen.add((found.warc, found.offset))
                yield found
