"""Wages with no word for them: "服务员3500，洗碗工3000", "you keep 1,100 USD", "900 dolar plus komisi"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import regex

from enrich.pay.context import Reading, is_other_money
from enrich.pay.offers import Sum
from enrich.pay.vocabulary import Item

_TRADE = regex.compile(r"(?:员|員|工|姨|师|師|傅|手|长|長|妹|哥|服|岗|崗|生)\Z")
_ENDS = regex.compile(r"[ ]?(?:[,，。、;\n!！+၊။।/|]|\Z)")
_BEGINS = regex.compile(r"(?:\A|[,，。、;\n!！၊။।/|:：])[ ]?\Z")
_TEN_THOUSAND = 10_000
# What a month of such work brings in yuan or Taiwan dollars; below it is a headcount, above it a price.
_LEAST, _MOST = 1_500, 60_000
# What adverts offer for a month, in dollars: below it stand fees and prices of small things, above it prices and loans.
_LEAST_USD, _LEAST_ALONE_USD, _MOST_USD = 400, 250, 6_000


def bare_wages(text: str, sums: Sequence[Sum]) -> Iterator[Reading]:
    """Round sums that stand between the name of a trade and a comma."""
    for sum_ in sums:
        low = sum_.min or 0.0
        plain = sum_.currency is None and sum_.max is not None and low % 100 == 0 and _LEAST <= low <= _MOST
        if plain and _TRADE.search(text, max(0, sum_.start - 1), sum_.start) and _ENDS.match(text, sum_.end):
            yield Reading(sum_, "month", 0.0, sum_.start, sum_.end)


def in_ten_thousands(reading: Reading) -> Reading:
    """Korean counts wages in ten thousands and often leaves that out: "월 300" is three million won."""
    sum_ = reading.sum
    if (
        sum_.currency is not None
        or sum_.power is not None
        or sum_.value >= _TEN_THOUSAND
        or reading.period not in {"month", "year"}
    ):
        return reading
    low, high = (end if end is None else end * _TEN_THOUSAND for end in (sum_.min, sum_.max))
    return replace(reading, sum=replace(sum_, min=low, max=high))


def bare_money(text: str, items: Sequence[Item], sums: Sequence[Sum], usd: Callable[[Sum], float | None]) -> Iterator[Reading]:
    """Sums that may be a month's wage, with their currency or as a clause of their own: "12 သိန်း၊", "80k,".

    No word beside them calls them something else.
    """
    for place, sum_ in enumerate(sums):
        alone = sum_.power is not None and _BEGINS.search(text, 0, sum_.start) and _ENDS.match(text, sum_.end)
        worth = usd(sum_) if sum_.currency is not None or alone else None
        least = _LEAST_USD if sum_.currency is not None else _LEAST_ALONE_USD
        if worth is not None and least <= worth <= _MOST_USD and not is_other_money(text, items, sums, place):
            yield Reading(sum_, "month", 0.0, sum_.start, sum_.end)
