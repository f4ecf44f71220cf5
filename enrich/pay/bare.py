"""Wages with no word for them: Chinese posts name a trade and its wage with nothing in between ("服务员3500，洗碗工3000")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from enrich.pay.context import Reading
from enrich.pay.offers import Sum

_TRADE = regex.compile(r"(?:员|員|工|姨|师|師|傅|手|长|長|妹|哥|服|岗|崗|生)\Z")
_ENDS = regex.compile(r"[,，。、;\n]|\Z")
# What a month of such work brings in yuan or Taiwan dollars; below it is a headcount, above it a price.
_LEAST, _MOST = 1_500, 60_000


def bare_wages(text: str, sums: Sequence[Sum]) -> Iterator[Reading]:
    """Round sums that stand between the name of a trade and a comma."""
    for sum_ in sums:
        low = sum_.min or 0.0
        plain = sum_.currency is None and sum_.max is not None and low % 100 == 0 and _LEAST <= low <= _MOST
        if plain and _TRADE.search(text, max(0, sum_.start - 1), sum_.start) and _ENDS.match(text, sum_.end):
            yield Reading(sum_, "month", 0.0, sum_.start, sum_.end)
