"""Single words and word pairs of 20 languages, and formal paragraphs of six more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmarks.quality.bench import Bench
from benchmarks.quality.figures import Figure, Question, Target
from benchmarks.quality.statistics import Grouped, mean_of_groups, share
from compoundwatch.posting import Advert

SET = "lang"
# lingua-py 2.1's own accuracy reports, high-accuracy mode choosing among 75 languages: mean over the 20 languages of the set.
_LINGUA_WORDS, _LINGUA_PAIRS = 0.75205, 0.8762
_ONE_AS_WORDS = {"id": "ms"}


@dataclass(frozen=True, slots=True)
class Told:
    """The right language and the one that was told, both without script."""

    wanted: str
    said: str


def figures(bench: Bench) -> Iterator[Figure]:
    """Raises MissingDataError."""
    for file, questions in (("single-words", _WORDS), ("word-pairs", _PAIRS), ("udhr", _PARAGRAPHS)):
        told = _told(bench, f"{SET}/{file}.jsonl")
        for question in questions:
            yield question.answer(f"{SET}.{file}", ([one] for one in told), bench.rounds)


def _told(bench: Bench, name: str) -> list[Told]:
    rows: list[dict[str, Any]] = bench.data.rows(name)
    tagged = bench.tag([Advert(text=row["text"]) for row in rows], name)
    return [Told(row["lang"], tags.language.split("-")[0]) for row, tags in zip(rows, tagged, strict=True)]


def _right(told: Told) -> Iterator[Grouped]:
    """An undecided answer is a wrong one."""
    yield Grouped(told.wanted, told.said == told.wanted)


def _right_merged(told: Told) -> Iterator[Grouped]:
    """With Malay and Indonesian as one, which a single word often cannot tell apart."""
    wanted, said = (_ONE_AS_WORDS.get(code, code) for code in (told.wanted, told.said))
    yield Grouped(told.wanted, said == wanted)


def _undecided(told: Told) -> Iterator[bool]:
    yield told.said == "und"


_WORDS = (
    Question("accuracy", "language of single words, mean of 20", _right, mean_of_groups, Target(">", _LINGUA_WORDS)),
    Question("merged", "the same, Malay and Indonesian as one", _right_merged, mean_of_groups),
    Question("undecided", "single words left undecided", _undecided, share),
)
_PAIRS = (
    Question("accuracy", "language of word pairs, mean of 20", _right, mean_of_groups, Target(">", _LINGUA_PAIRS)),
    Question("merged", "the same, Malay and Indonesian as one", _right_merged, mean_of_groups),
    Question("undecided", "word pairs left undecided", _undecided, share),
)
_PARAGRAPHS = (
    Question("accuracy", "language of paragraphs in am, km, lo, my, ne, si", _right, mean_of_groups, Target(">=", 0.99)),
)
