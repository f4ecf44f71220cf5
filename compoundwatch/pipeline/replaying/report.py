"""What new rules would change over many postings, in counts that stay small, and the postings that would move farthest."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from compoundwatch.pipeline.replaying.difference import FLAGGED, KINDS, Difference, Verdict
from compoundwatch.posting import RiskLevel

LEVELS: tuple[RiskLevel, ...] = ("low", "watch", "high", "critical")


class Report:
    """Counts of differences. `most`: how many postings are kept by name; memory does not grow with the others."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._farthest: list[tuple[float, str, Difference]] = []
        self.read = self.changed = self.flagged = self.unflagged = 0
        self.levels: Counter[tuple[RiskLevel, RiskLevel]] = Counter()
        self.found: Mapping[str, Counter[str]] = {kind: Counter() for kind in KINDS}
        self.lost: Mapping[str, Counter[str]] = {kind: Counter() for kind in KINDS}

    def add(self, one: Difference) -> None:
        self.read += 1
        before, after = one.before, one.after
        self.levels[before.level, after.level] += 1
        if not one.changed:
            return
        self.changed += 1
        self.flagged += before.level not in FLAGGED and after.level in FLAGGED
        self.unflagged += before.level in FLAGGED and after.level not in FLAGGED
        for kind in KINDS:
            self.found[kind].update(getattr(after, kind) - getattr(before, kind))
            self.lost[kind].update(getattr(before, kind) - getattr(after, kind))
        self._keep(one)

    def _keep(self, one: Difference) -> None:
        # Ids are hashes, so of equal moves the same ones are kept whatever the order.
        heapq.heappush(self._farthest, (abs(one.moved), one.id, one))
        if len(self._farthest) > self._most:
            heapq.heappop(self._farthest)

    @property
    def farthest(self) -> Sequence[Difference]:
        """The postings whose score moves farthest, those first."""
        return [one for *_, one in sorted(self._farthest, reverse=True)]

    def by_level(self) -> list[tuple[tuple[RiskLevel, RiskLevel], int]]:
        """Postings by level, as stored and under the new rules, from low to critical."""
        return sorted(self.levels.items(), key=lambda item: tuple(map(LEVELS.index, item[0])))

    def as_json(self) -> dict[str, Any]:
        """One JSON object; counts of nothing are left out."""
        return {
            "read": self.read,
            "changed": self.changed,
            "flagged": self.flagged,
            "unflagged": self.unflagged,
            "levels": [{"before": before, "after": after, "postings": count} for (before, after), count in self.by_level()],
            **{kind: {"found": dict(_most_first(self.found[kind])), "lost": dict(_most_first(self.lost[kind]))} for kind in KINDS},
            "postings": [_posting(one) for one in self.farthest],
        }


def _most_first(names: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(names.items(), key=lambda item: (-item[1], item[0]))


def _posting(one: Difference) -> dict[str, Any]:
    return {"id": one.id, "source": one.source, "title": one.title[:200], "before": _said(one.before), "after": _said(one.after)}


def _said(verdict: Verdict) -> dict[str, Any]:
    return {"score": verdict.score, "level": verdict.level, **{kind: sorted(getattr(verdict, kind)) for kind in KINDS}}
