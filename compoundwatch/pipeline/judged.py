"""What a run says of its source's postings, so many of them at a time that memory does not grow with the source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import orjson
from sqlalchemy import Engine

from compoundwatch.known import count_known, load_known
from compoundwatch.run_folder import RunFolder, RunStats, Sighting
from index.lifecycle import UNREAD, Verdict, judge

# Some 2 kB are held for each; a source of this size is a large one.
AT_ONCE = 50_000
# Ids are hexadecimal digits of a hash, so that those which begin alike are as many in each part.
_DIGITS = 4
_BEGINNINGS = 16**_DIGITS


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdicts of a run, part by part, each time they are gone through the same until they are written down.

    A source of one part is judged once; the parts of a larger one are read and judged again each time.
    """

    engine: Engine
    folder: RunFolder
    stats: RunStats
    at_once: int = AT_ONCE
    _only: list[Verdict] = field(default_factory=list)

    def __iter__(self) -> Iterator[Verdict]:
        if self._only:
            return iter(self._only)
        borders = self._borders()
        if len(borders) == 1:
            self._only.append(self._part(*borders[0]))
            return iter(self._only)
        return (self._part(*border) for border in borders)

    def _borders(self) -> Sequence[tuple[str, str | None]]:
        """Where each part begins, and where it ends before; None: it goes on to the end."""
        postings = max(sum(self.stats.sightings.values()), count_known(self.engine, self.stats.source))
        parts = min(1 + postings // self.at_once, _BEGINNINGS)
        starts = ["", *(f"{number * _BEGINNINGS // parts:0{_DIGITS}x}" for number in range(1, parts))]
        return list(zip(starts, [*starts[1:], None], strict=True))

    def _part(self, first: str, end: str | None) -> Verdict:
        known = load_known(self.engine, self.stats.source, first, end)
        is_whole = not first and end is None
        sightings = self.folder.read_sightings() if is_whole else _sightings(self.folder, first, end)
        return judge(known, sightings, complete=self.stats.complete, reader=self.stats.reader)


def _sightings(folder: RunFolder, first: str, end: str | None) -> Iterator[Sighting]:
    """Those of one part. A page that nothing was read from speaks, by its address, of postings in any part."""
    with folder.sightings.open("rb") as lines:
        for line in lines:
            # A fifth of what it takes to validate, and most lines belong elsewhere.
            seen = orjson.loads(line)
            named = seen["id"]
            if named is None or seen["outcome"] in UNREAD or (named >= first and (end is None or named < end)):
                yield Sighting.model_validate_json(line)
