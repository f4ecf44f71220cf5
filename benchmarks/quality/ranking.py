"""Statistics of a ranking: how well a score sets what is looked for above all else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.quality.statistics import Estimate, Statistic


class Scored(NamedTuple):
    """One document with its score, and whether it is what is looked for."""

    score: float
    positive: bool


def average_precision(seen: Sequence[Scored]) -> Estimate:
    """Mean precision at each positive; documents of equal score share one threshold, so that their order cannot help."""
    positives = sum(one.positive for one in seen)
    total, hits, rank = 0.0, 0, 0
    for block in _blocks(seen):
        hits, rank = hits + sum(block), rank + len(block)
        total += sum(block) * hits / rank
    return Estimate(total / positives if positives else None, len(seen))


def recall_at(false_positives: float) -> Statistic[Scored]:
    """The greatest recall at which at most this share of the negatives scores as high; ties go against the detector."""

    def recalled(seen: Sequence[Scored]) -> Estimate:
        positives = sum(one.positive for one in seen)
        allowed, best, hits, false = false_positives * (len(seen) - positives), 0, 0, 0
        for block in _blocks(seen):
            hits, false = hits + sum(block), false + len(block) - sum(block)
            best = hits if false <= allowed else best
        return Estimate(best / positives if positives else None, len(seen))

    return recalled


def area_under_curve(seen: Sequence[Scored]) -> Estimate:
    """How often a positive scores above a negative, a tie counted as a half."""
    positives = sum(one.positive for one in seen)
    negatives, above, won = len(seen) - positives, 0, 0.0
    for block in _blocks(seen):
        hits = sum(block)
        won += (len(block) - hits) * (above + hits / 2)
        above += hits
    return Estimate(won / (positives * negatives) if positives and negatives else None, len(seen))


def _blocks(seen: Iterable[Scored]) -> Iterable[list[bool]]:
    """The labels of equal scores together, from the highest score down."""
    blocks: defaultdict[float, list[bool]] = defaultdict(list)
    for one in seen:
        blocks[one.score].append(one.positive)
    return [blocks[score] for score in sorted(blocks, reverse=True)]
