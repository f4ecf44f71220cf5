"""The headline base pay of a posting: amount or range, currency, period, and its worth in dollars a month.

`PayReader.load(configs / "pay")` reads words.yml, currencies.yml, rates.yml and periods.yml once; `find` is a pure function.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from compoundwatch.config.pay import Currencies, PayWords, Periods, Rates
from compoundwatch.config.yaml_file import load_yaml
from compoundwatch.posting import Pay, Span
from enrich.document import Document
from enrich.pay.bare import bare_money, bare_wages, in_ten_thousands
from enrich.pay.context import Reading, read
from enrich.pay.lexer import lex
from enrich.pay.offers import Sum, find_sums
from enrich.pay.vocabulary import build_wording
from enrich.pay.worth import Worth

__all__ = ["PayReader"]

# Pay stands early; a post of a megabyte must not cost more than a long page.
_READ = 20_000


class PayReader:
    """Reads pay. Keep one for many documents."""

    def __init__(self, words: PayWords, currencies: Currencies, rates: Rates, periods: Periods) -> None:
        self._wording = build_wording(words, currencies)
        self.worth = Worth(currencies, rates, periods)

    @classmethod
    def load(cls, folder: Path) -> PayReader:
        """With the tables of `folder`. Raises ConfigError."""
        return cls(
            load_yaml(folder / "words.yml", PayWords),
            load_yaml(folder / "currencies.yml", Currencies),
            load_yaml(folder / "rates.yml", Rates),
            load_yaml(folder / "periods.yml", Periods),
        )

    def find(self, document: Document, language: str, countries: Sequence[str], taken: Sequence[Span]) -> Pay | None:
        """The main wage, or None. Nothing inside `taken` (contacts) is read as an amount; `countries` are likeliest first."""
        plain = _without(document, document.plain[:_READ], taken)
        words = _without(document, document.undisguised[:_READ], taken)
        items = lex(plain, words, self._wording)
        sums = find_sums(words, items)
        readings = [reading for place in range(len(sums)) if (reading := read(words, items, sums, place))]
        if not readings and language.startswith("zh"):
            readings = list(islice(bare_wages(words, sums), 1))
        if not readings:
            readings = list(islice(bare_money(words, items, sums, lambda sum_: self._month_of(sum_, countries)), 1))
        if not readings:
            return None
        best = max(readings, key=lambda reading: reading.score)
        return self._pay(document, in_ten_thousands(best) if language == "ko" else best, countries)

    def _month_of(self, sum_: Sum, countries: Sequence[str]) -> float | None:
        return self.worth.usd_per_month(sum_.min, sum_.max, self.worth.currency(sum_.currency, countries), "month")

    def _pay(self, document: Document, reading: Reading, countries: Sequence[str]) -> Pay:
        start, end = document.folded.span(reading.start, reading.end)
        sum_ = reading.sum
        currency = self.worth.currency(sum_.currency, countries)
        return Pay(
            raw=document.body[start:end],
            start=start,
            end=end,
            min=sum_.min,
            max=sum_.max,
            currency=currency,
            period=reading.period,
            usd_per_month=self.worth.usd_per_month(sum_.min, sum_.max, currency, reading.period),
        )


def _without(document: Document, text: str, taken: Sequence[Span]) -> str:
    """`text` with the taken spans of the body made unreadable, the same length."""
    starts = document.folded.starts
    pieces, done = [], 0
    for span in sorted(taken, key=lambda span: (span.start, span.end)):
        first, last = (span.start, span.end) if starts is None else (bisect_left(starts, span.start), bisect_left(starts, span.end))
        first, last = max(first, done), min(last, len(text))
        if first < last:
            pieces += [text[done:first], "\0" * (last - first)]
            done = last
    return "".join([*pieces, text[done:]])
