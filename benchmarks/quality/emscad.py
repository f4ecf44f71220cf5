"""English job frauds of 2012-14 (EMSCAD): text of job scams, not of compounds, so there is no target.

Nothing is fitted to it and no threshold chosen on it. The texts have lost their small words and their contacts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure, Question
from benchmarks.quality.ranking import Scored, area_under_curve, average_precision, recall_at
from compoundwatch.posting import Advert

SET = "emscad"
_FILE = f"{SET}/dev.jsonl"


def figures(bench: Bench) -> Iterator[Figure]:
    """Raises MissingDataError."""
    rows: list[dict[str, Any]] = bench.data.rows(_FILE)
    clusters: defaultdict[str, list[Scored]] = defaultdict(list)
    tagged = bench.tag([Advert(text=row["text"]) for row in rows], _FILE)
    for row, tags in zip(rows, tagged, strict=True):
        clusters[row["cluster"]].append(Scored(tags.risk.score, bool(row["fraudulent"])))
    for question in _QUESTIONS:
        yield question.answer(SET, clusters.values(), bench.rounds)


def _itself(one: Scored) -> Iterator[Scored]:
    yield one


_QUESTIONS = (
    Question("auc", "EMSCAD frauds: area under the curve", _itself, area_under_curve),
    Question("average_precision", "EMSCAD frauds: average precision", _itself, average_precision),
    Question("recall_at_1", "EMSCAD frauds: recall at 1 % false positives", _itself, recall_at(0.01)),
)
