"""What new rules say of one posting, beside what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compoundwatch.posting import LinkBy, Posting, RiskLevel, Tagged
from enrich.judging.risk import assess

FLAGGED: frozenset[RiskLevel] = frozenset({"high", "critical"})
# What a verdict holds names of.
KINDS = ("indicators", "counter_indicators", "compounds")
# Found by the archive and not by the rules: they stay as they are.
_BY_ARCHIVE: frozenset[LinkBy] = frozenset({"contact", "campaign"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Score, level, and the names of what was found: indicators, counter-indicators, ids of compounds."""

    score: float
    level: RiskLevel
    indicators: frozenset[str]
    counter_indicators: frozenset[str]
    compounds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One posting, as stored and under the new rules."""

    id: str
    source: str
    title: str
    before: Verdict
    after: Verdict

    @property
    def changed(self) -> bool:
        return self.before != self.after

    def said(self) -> Iterator[str]:
        """What was found (+) and is no longer found (-): "+typing_test -local_work"."""
        for kind in KINDS:
            before, after = getattr(self.before, kind), getattr(self.after, kind)
            yield from (f"+{name}" for name in sorted(after - before))
            yield from (f"-{name}" for name in sorted(before - after))

    @property
    def moved(self) -> float:
        """How far the score moves, signed."""
        return self.after.score - self.before.score


def difference(posting: Posting, tagged: Tagged) -> Difference:
    """`tagged`: what the new rules find in the posting. Links that only the archive knows are added before the risk is judged."""
    named = {link.id for link in tagged.compounds if link.by == "name"}
    kept = tuple(link for link in posting.compounds if link.by in _BY_ARCHIVE and link.id not in named)
    linked = tagged.model_copy(update={"compounds": (*tagged.compounds, *kept)})
    judged = linked.model_copy(update={"risk": assess(linked)})
    return Difference(posting.id, posting.source, posting.title or posting.text, _verdict(posting), _verdict(judged))


def _verdict(tagged: Tagged) -> Verdict:
    return Verdict(
        score=tagged.risk.score,
        level=tagged.risk.level,
        indicators=frozenset(sign.name for sign in tagged.indicators),
        counter_indicators=frozenset(sign.name for sign in tagged.counter_indicators),
        compounds=frozenset(link.id for link in tagged.compounds),
    )
