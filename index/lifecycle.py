"""From sightings to active, gone and returned.

A posting is gone when its own page answers 404 or 410, when two complete runs in a row did not see it, or when its page
answered three runs in a row with another 4xx or with "not found" under another status. A refusal (401, 403, 429, a block
page), a server's fault, a time-out or a page that was not understood says nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from compoundwatch.known import Known
from compoundwatch.run_folder import Sighting

ABSENCES_UNTIL_GONE = 2
FAULTS_UNTIL_GONE = 3

# What speaks of a page that nothing was read from.
UNREAD = frozenset({"refused", "failed"})
_SEEN = frozenset({"new", "changed", "unchanged", "304"})
# 4xx that speak of us, of our pace or of the way to the server, never of the page (RFC 9110, 15.5; RFC 6585; RFC 8470).
_SAYS_NOTHING = frozenset({401, 403, 407, 408, 421, 425, 429})


@dataclass(frozen=True, slots=True)
class Verdict:
    """`known`: what to write to the `known` table. `seen` and `gone`: what to tell the store (`PostingStore.sighted`)."""

    known: dict[str, Known] = field(default_factory=dict)
    seen: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Told:
    """What the sightings of a run tell: the last word on each posting; whose page had a fault; of what nothing can be said."""

    latest: dict[str, Sighting] = field(default_factory=dict)
    faults: set[str] = field(default_factory=set)
    undecided: set[str] = field(default_factory=set)


def judge(known: Mapping[str, Known], sightings: Iterable[Sighting], *, complete: bool, reader: str | None = None) -> Verdict:
    """What one run says of its source's postings.

    `complete`: the run saw the whole list, so that absence means something. `reader` names how its pages were read.
    """
    told, verdict = _listen(sightings), Verdict()
    for posting_id, sighting in told.latest.items():
        _take(verdict, posting_id, sighting, known.get(posting_id), reader)
    for posting_id, before in known.items():
        if posting_id in told.latest or before.gone:
            continue
        undecided = posting_id in told.undecided or before.url in told.undecided
        _miss(verdict, posting_id, before, absent=complete and not undecided, at_fault=posting_id in told.faults)
    return verdict


def _listen(sightings: Iterable[Sighting]) -> _Told:
    told = _Told()
    for sighting in sightings:
        if sighting.id is None or sighting.outcome in UNREAD:
            if _is_fault(sighting):
                told.faults.add(sighting.id or "")
            if sighting.listed or not _is_answer(sighting):
                told.undecided.update((sighting.url, sighting.id or ""))
        elif sighting.id not in told.latest or sighting.at >= told.latest[sighting.id].at:
            told.latest[sighting.id] = sighting
    return told


def _is_answer(sighting: Sighting) -> bool:
    """Whether a page that gave no posting was the server's honest answer: not a refusal, a fault of its own or silence."""
    status = sighting.status
    return sighting.outcome == "failed" and status is not None and status < 500 and status not in _SAYS_NOTHING


def _is_fault(sighting: Sighting) -> bool:
    is_client_error = sighting.status is not None and sighting.status >= 400
    return _is_answer(sighting) and (is_client_error or sighting.page_class == "not_found")


def _take(verdict: Verdict, posting_id: str, sighting: Sighting, before: Known | None, reader: str | None) -> None:
    if sighting.outcome in _SEEN:
        verdict.seen.append(posting_id)
        verdict.known[posting_id] = _shown(sighting, before, reader)
    else:
        verdict.gone.append(posting_id)
        if before:
            verdict.known[posting_id] = replace(before, gone=True)


def _shown(sighting: Sighting, before: Known | None, reader: str | None) -> Known:
    """A posting that was there. What was not asked was read when it was read before."""
    at, posted, lastmod = sighting.at.timestamp(), _seconds(sighting.date_posted), _seconds(sighting.lastmod)
    if before is None or sighting.status not in {304, None}:
        return Known(
            url=sighting.url,
            content_hash=sighting.content_hash or (before.content_hash if before else ""),
            etag=sighting.etag,
            last_modified=sighting.last_modified,
            read_at=None if sighting.status is None else at,
            posted=posted,
            reader=reader,
            lastmod=lastmod,
        )
    read_at = at if sighting.status == 304 else before.read_at
    return replace(before, url=sighting.url, absences=0, faults=0, gone=False, read_at=read_at, lastmod=lastmod)


def _seconds(moment: datetime | None) -> float | None:
    return moment.timestamp() if moment else None


def _miss(verdict: Verdict, posting_id: str, before: Known, *, absent: bool, at_fault: bool) -> None:
    """A posting that was not seen: absent from the whole list, answered for by a fault of its page, or both."""
    if not (absent or at_fault):
        return
    after = replace(before, absences=before.absences + absent, faults=before.faults + at_fault)
    is_gone = after.absences >= ABSENCES_UNTIL_GONE or after.faults >= FAULTS_UNTIL_GONE
    verdict.known[posting_id] = replace(after, gone=is_gone)
    if is_gone:
        verdict.gone.append(posting_id)
