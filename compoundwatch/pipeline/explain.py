"""Why a posting has its score: its words with every span marked, and the sum, line by line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from compoundwatch.posting import Advert, Risk, Tagged
from enrich.judging.risk import Line, ledger


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of the body and what was seen in it."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """`marked` is `body` with `[words](label, label)` for every span; `lines` add up to the log-odds of the score."""

    body: str
    marked: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    risk: Risk

    @property
    def total(self) -> float:
        return round(sum(line.points for line in self.lines), 2)


def explain_posting(advert: Advert, tagged: Tagged) -> Explanation:
    """The explanation of the tags as they are; nothing is looked up again."""
    marks = tuple(sorted(_marks(tagged), key=lambda mark: (mark.start, mark.end, mark.label)))
    return Explanation(advert.body, mark_text(advert.body, marks), marks, tuple(ledger(tagged)), tagged.risk)


def mark_text(body: str, marks: tuple[Mark, ...]) -> str:
    """`body` with its marks; spans that overlap are cut where one begins or ends, so that every piece names all of its labels."""
    edges: defaultdict[int, list[Mark]] = defaultdict(list, {0: [], len(body): []})
    for mark in (mark for mark in marks if mark.start < mark.end):
        edges[mark.start].append(mark)
        edges[mark.end].append(mark)
    standing: set[Mark] = set()
    pieces = []
    for start, end in pairwise(sorted(edges)):
        # A mark that stands ends here, another begins.
        standing.symmetric_difference_update(edges[start])
        labels = sorted({mark.label for mark in standing})
        pieces.append(f"[{body[start:end]}]({', '.join(labels)})" if labels else body[start:end])
    return "".join(pieces)


def _marks(tagged: Tagged) -> Iterator[Mark]:
    for sign in (*tagged.indicators, *tagged.counter_indicators):
        yield Mark(sign.start, sign.end, sign.name)
    for contact in tagged.contacts:
        yield Mark(contact.start, contact.end, f"{contact.type} {contact.value}")
    for place in tagged.places:
        yield Mark(place.start, place.end, f"{place.role} {place.name}")
    for organisation in tagged.organisations:
        yield Mark(organisation.start, organisation.end, f"organisation {organisation.name}")
    if pay := tagged.pay:
        worth = "" if pay.usd_per_month is None else f" about {pay.usd_per_month:.0f} USD a month"
        yield Mark(pay.start, pay.end, f"pay{worth}")
