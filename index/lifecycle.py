"""From sightings to active, gone and returned.

A posting is gone when its own page answers 404 or 410, or when two complete runs in a row did not see it. A refusal
(401, 403, 429), a server's error or a page that failed says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from compoundwatch.known import Known
from compoundwatch.run_folder import Sighting

ABSENCES_UNTIL_GONE = 2

_SEEN = frozenset({"new", "changed", "unchanged", "304"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`known`: what to write to the `known` table. `seen` and `gone`: what to tell the store (`PostingStore.sighted`)."""

    known: dict[str, Known] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def judge(known: Mapping[str, Known], sightings: Iterable[Sighting], *, complete: bool) -> Verdict:
    """What one run says of its source's postings; `complete`: the run saw the whole list, so that absence means something."""
    latest: dict[str, Sighting] = {}
    undecided: set[str] = set()
    for sighting in sightings:
        if sighting.id is None or sighting.outcome in {"refused", "failed"}:
            undecided.update((sighting.url, sighting.id or ""))
        elif sighting.id not in latest or sighting.at >= latest[sighting.id].at:
            latest[sighting.id] = sighting
    verdict = Verdict()
    for posting_id, sighting in latest.items():
        _take(verdict, posting_id, sighting, known.get(posting_id))
    if complete:
        for posting_id, before in known.items():
            if not (posting_id in latest or posting_id in undecided or before.url in undecided or before.gone):
                _miss(verdict, posting_id, before)
    return verdict


def _take(verdict: Verdict, posting_id: str, sighting: Sighting, before: Known | None) -> None:
    if sighting.outcome in _SEEN:
        verdict.seen.append(posting_id)
        verdict.known[posting_id] = Known(
            url=sighting.url,
            content_hash=sighting.content_hash or (before.content_hash if before else ""),
            etag=sighting.etag or (before.etag if before and sighting.outcome == "304" else None),
            last_modified=sighting.last_modified or (before.last_modified if before and sighting.outcome == "304" else None),
        )
    else:
        verdict.gone.append(posting_id)
        if before:
            verdict.known[posting_id] = replace(before, gone=True)


def _miss(verdict: Verdict, posting_id: str, before: Known) -> None:
    absences = before.absences + 1
    is_gone = absences >= ABSENCES_UNTIL_GONE
    verdict.known[posting_id] = replace(before, absences=absences, gone=is_gone)
    if is_gone:
        verdict.gone.append(posting_id)
