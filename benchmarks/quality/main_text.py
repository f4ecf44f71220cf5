"""Main text of saved news pages: shared runs of four words, as the article extraction benchmark counts them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure, Question, Target
from benchmarks.quality.progress import shown
from benchmarks.quality.statistics import Overlap, mean_f1

SET = "article"
_RUN = 4
_WORD = re.compile(r"\w+")


def figures(bench: Bench) -> Iterator[Figure]:
    """Raises MissingDataError."""
    truth: dict[str, Any] = json.loads(bench.data.read(f"{SET}/ground-truth.json"))
    overlaps = [_overlap_of_page(bench, name, page) for name, page in shown(sorted(truth.items()), "pages")]
    yield _QUESTION.answer(SET, ([overlap] for overlap in overlaps), bench.rounds)


def _overlap_of_page(bench: Bench, name: str, page: dict[str, str]) -> Overlap:
    from spiders.reading.main_text import main_text

    html = bench.data.read(f"{SET}/html/{name}.html").decode("utf-8", "replace")
    return overlap(page["articleBody"], main_text(html, page["url"]))


def overlap(truth: str, said: str) -> Overlap:
    """Precision and recall of the runs of `said`, those that occur twice counted twice."""
    wanted, had = _runs(truth), _runs(said)
    hits = (wanted & had).total()
    return Overlap(hits / had.total() if had else 0.0, hits / wanted.total() if wanted else 0.0)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words; a shorter text is one run."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(len(words) - _RUN + 1, min(1, len(words)))))


def _itself(one: Overlap) -> Iterator[Overlap]:
    yield one


_QUESTION = Question("f1", "main text of pages, F1 of runs of four words", _itself, mean_f1, Target(">=", 0.95))
