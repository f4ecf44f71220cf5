"""What stands around a sum: whether it is pay, and for how long a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from compoundwatch.posting import PayPeriod
from enrich.pay.offers import Sum
from enrich.pay.vocabulary import Item, Kind, Sense

_CLAUSE_END = regex.compile(r"[\n,.;!?،؛۔។၊။。、|•]")
_LINE_END = regex.compile(r"[\n;!?۔។။。]|[.][ \n]")
# "1,000 + commission": what is added is not what the sum is.
_ADDED = regex.compile(r"[+＋&]|\b(?:plus|and)\b")
_PERIOD_OR_PAY: tuple[Kind, ...] = ("period", "pay")
_OPEN_OR_RANGE: tuple[Kind, ...] = ("or_more", "to")
_CUE_REACH = 42
_PERIOD_BEHIND, _PERIOD_BEFORE = 18, 9
_NOT_PAY_REACH = 22
_BEHIND_REACH = 9
# A bare number below this is an age, a count or an hour.
_LEAST_BARE = 100
_LEAST_SCORE = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum read as pay, and how much speaks for it."""

    sum: Sum
    period: PayPeriod
    score: float
    start: int
    end: int


def read(text: str, items: Sequence[Item], sums: Sequence[Sum], place: int) -> Reading | None:
    """Sum number `place` as pay; None where too little says so."""
    sum_ = sums[place]
    around = _Around(text, items, sum_, sums[place - 1].end if place else 0, _until(text, sums, place))
    if around.counts_something_else():
        return None
    cue, cue_start = around.cue()
    period, start, end, adjacent = around.period()
    if sum_.currency is None and sum_.power is None and (sum_.value < _LEAST_BARE or not (cue or adjacent)):
        return None
    said = period or (cue.period if cue else None)
    if said is None and cue is None:
        return None
    score = (
        3.0 * (cue is not None) + 2.0 * (period is not None) + adjacent + (sum_.currency is not None) + 0.5 * (sum_.min != sum_.max)
    )
    score -= 5.0 * around.is_other_money()
    if score < _LEAST_SCORE:
        return None
    if sum_.currency is None:
        sum_ = replace(sum_, currency=around.currency_from(cue_start))
    return Reading(sum_, said or "month", score, min(start, cue_start), end)


def is_other_money(text: str, items: Sequence[Item], sums: Sequence[Sum], place: int) -> bool:
    """Whether the words beside sum number `place` make it a fee, a price, a bonus or a count."""
    around = _Around(text, items, sums[place], sums[place - 1].end if place else 0, _until(text, sums, place))
    return around.is_other_money() or around.counts_something_else()


def _until(text: str, sums: Sequence[Sum], place: int) -> int:
    return sums[place + 1].start if place + 1 < len(sums) else len(text)


class _Around:
    """The words before and behind one sum; `since` and `until` are the ends of its neighbours."""

    def __init__(self, text: str, items: Sequence[Item], sum_: Sum, since: int, until: int) -> None:
        self._text, self._items, self._sum, self._since, self._until = text, items, sum_, since, until

    def counts_something_else(self) -> bool:
        """Whether a unit follows a bare number: 30 people, 18 years, 12 hours."""
        following = self._sum.last + 1
        if following >= len(self._items) or self._sum.currency is not None:
            return False
        item = self._items[following]
        return item.sense("unit") is not None and not item.sense("period") and not self._text[self._sum.end : item.start].strip()

    def cue(self) -> tuple[Sense | None, int]:
        """The nearest word that says "pay" with no other sum between, before or else right behind, and where pay begins."""
        for item in self._before(_CUE_REACH):
            sense = item.sense("pay")
            if sense and not _LINE_END.search(self._text, item.end, self._sum.start):
                return sense, item.start
        behind = next((sense for item in self._behind(_BEHIND_REACH) if (sense := item.sense("pay_behind"))), None)
        return behind, self._sum.start

    def currency_from(self, cue_start: int) -> str | None:
        """The currency that the words of pay name before the sum: "工资美金结，1500-3000"."""
        for item in self._before(_CUE_REACH):
            currency = item.sense("currency")
            if currency and item.start >= cue_start:
                return currency.currency
        return None

    def period(self) -> tuple[PayPeriod | None, int, int, bool]:
        """The period beside the sum, the span of both, and whether it stands right beside it."""
        sum_ = self._sum
        inside = next((item for item in self._items[sum_.first : sum_.last + 1] if item.sense("period")), None)
        if inside:
            return _said(inside), sum_.start, sum_.end, True
        before = next((item for item in self._before(_PERIOD_BEFORE) if item.is_any(_PERIOD_OR_PAY)), None)
        behind = next((item for item in self._behind(_PERIOD_BEHIND) if item.sense("period")), None)
        far_before = self._distance(before.end, sum_.start) if before and (before.sense("period") or _said(before)) else None
        far_behind = self._distance(sum_.end, behind.start) if behind else None
        if behind and far_behind is not None and (far_before is None or far_behind <= far_before):
            return _said(behind), sum_.start, behind.end, far_behind <= 1
        if before and far_before is not None:
            return _said(before), before.start, sum_.end, far_before <= 2
        return None, sum_.start, sum_.end, False

    def is_other_money(self) -> bool:
        """Whether the words right around say fee, bonus, price and the like, nearer than any word for pay."""
        for item in self._before(_NOT_PAY_REACH):
            if _CLAUSE_END.search(self._text, item.end, self._sum.start) or item.sense("pay"):
                break
            if item.sense("not_pay"):
                return True
        for item in self._behind(_BEHIND_REACH):
            if _ADDED.search(self._text, self._sum.end, item.start) or item.is_any(_OPEN_OR_RANGE):
                break
            if item.sense("not_pay_behind"):
                return True
        return False

    def _before(self, reach: int) -> list[Item]:
        """Items before the sum within reach, nearest first."""
        found: list[Item] = []
        index = self._sum.first - 1
        floor = max(self._since, self._sum.start - reach)
        while index >= 0 and self._items[index].end > floor:
            if self._items[index].start >= self._since and self._items[index].end <= self._sum.start:
                found.append(self._items[index])
            index -= 1
        return found

    def _behind(self, reach: int) -> list[Item]:
        """Items behind the sum within reach and in the same clause."""
        found: list[Item] = []
        for index in range(self._sum.last + 1, len(self._items)):
            item = self._items[index]
            if item.start >= min(self._until, self._sum.end + reach) or _CLAUSE_END.search(self._text, self._sum.end, item.start):
                break
            if item.start >= self._sum.end:
                found.append(item)
        return found

    def _distance(self, start: int, end: int) -> int | None:
        return None if _CLAUSE_END.search(self._text, start, end) else len(self._text[start:end].strip())


def _said(item: Item) -> PayPeriod | None:
    sense = item.sense("period") or item.sense("pay")
    return sense.period if sense else None
