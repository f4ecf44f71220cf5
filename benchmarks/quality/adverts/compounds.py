"""Links to compounds that the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.quality.adverts.read import Read
from benchmarks.quality.figures import Question, Target
from benchmarks.quality.statistics import Tally, f1, share

_HONEST = frozenset({"ordinary_overseas", "ordinary_local", "other"})


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _same(one: str, other: str) -> bool:
    """One name may be the other with "Park" or a bracket added."""
    return one in other or other in one


def _linked(advert: Read) -> Iterator[Tally]:
    wanted = {_bare(name) for name in advert.gold["compounds"]}
    had = {_bare(link.name) for link in advert.tagged.compounds if link.by == "name"}
    hits = sum(any(_same(name, link) for link in had) for name in wanted)
    wrong = sum(not any(_same(name, link) for name in wanted) for link in had)
    yield Tally(hits, hits + wrong, len(wanted))


def _linked_for_nothing(advert: Read) -> Iterator[bool]:
    """Whether an honest text that names no compound is tied to one all the same. Nearness is left out: it is true, and weak."""
    if advert.gold["label"] in _HONEST and not advert.gold["compounds"]:
        yield any(link.by != "near" for link in advert.tagged.compounds)


QUESTIONS = (
    Question("compounds_f1", "compounds by name F1", _linked, f1, Target(">=", 0.97)),
    Question("false_links", "honest texts that name no compound, linked to one (not by nearness)", _linked_for_nothing, share),
)
