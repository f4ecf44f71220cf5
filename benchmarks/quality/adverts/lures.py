"""Lures set above everything else, flagged in every language, and nothing else flagged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.ranking import Scored, average_precision, recall_at
from benchmarks.quality.statistics import Grouped, share, worst_group

# A language with fewer lures only shows that it is handled at all.
_ENOUGH_LURES = 5


def _asks_to_travel(advert: Read) -> bool:
    """Paid online tasks ask nobody to travel: neither a compound lure nor a fair negative, so left out of these figures."""
    gold = advert.gold
    return "task_scam" not in gold["indicators"] and (gold["pay"] or {}).get("period") != "task"


def _scored(advert: Read) -> Iterator[Scored]:
    if _asks_to_travel(advert):
        yield Scored(advert.tagged.risk.score, advert.gold["label"] == "lure")


def _scored_against_overseas(advert: Read) -> Iterator[Scored]:
    if advert.gold["label"] in {"lure", "ordinary_overseas"}:
        yield from _scored(advert)


def _flagged(label: str) -> Callable[[Read], Iterator[bool]]:
    def observe(advert: Read) -> Iterator[bool]:
        if advert.gold["label"] == label and _asks_to_travel(advert):
            yield advert.flagged

    return observe


def _lure_of_a_language(advert: Read) -> Iterator[Grouped]:
    for flagged in _flagged("lure")(advert):
        yield Grouped(advert.gold["lang"], flagged)


QUESTIONS = (
    Question("lure_average_precision", "lure average precision", _scored, average_precision, Target(">=", 0.95)),
    Question(
        "lure_average_precision_overseas",
        "the same against ordinary overseas adverts only",
        _scored_against_overseas,
        average_precision,
    ),
    Question("lure_recall_at_5", "lure recall at 5 % false positives", _scored, recall_at(0.05), Target(">=", 0.85)),
    Question("lures_flagged", "lures flagged high or critical", _flagged("lure"), share),
    Question("warnings_flagged", "warnings and news flagged", _flagged("warning"), share, Target("<=", 0.03)),
    Question("overseas_flagged", "ordinary overseas adverts flagged", _flagged("ordinary_overseas"), share, Target("<=", 0.05)),
    Question("local_flagged", "ordinary local adverts flagged", _flagged("ordinary_local"), share),
    Question("other_flagged", "texts that offer no job flagged", _flagged("other"), share),
)
QUESTIONS_OF_ALL = (
    Question(
        "worst_language",
        "lures flagged, worst of n languages with five or more (both halves)",
        _lure_of_a_language,
        worst_group(_ENOUGH_LURES),
        Target(">=", 0.7),
    ),
)
