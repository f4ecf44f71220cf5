"""The words of configs/pay/, ready to be found in a text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from compoundwatch.config.pay import Currencies, PayWords
from compoundwatch.posting import PayPeriod
from enrich.writing.wording import Wording, searched

Kind = Literal[
    "digits", "number", "ten", "power", "half", "half_before", "currency", "currency_behind", "pay", "pay_behind", "period",
    "not_pay", "not_pay_behind", "at_least", "or_more", "up_to", "up_to_behind", "to", "unit",
]  # fmt: skip


class Sense(NamedTuple):
    """One thing a word can mean: `number` for numbers and powers, `period` for pay and period, `currency` an index or a code."""

    kind: Kind
    number: float = 0
    period: PayPeriod | None = None
    currency: str = ""


# The first sense of each kind that a word can have, in the order of the tables.
Senses = Mapping[Kind, Sense]


class Item(NamedTuple):
    """A number or a known word of the text, with all that it can mean."""

    senses: Senses
    start: int
    end: int

    def sense(self, kind: Kind) -> Sense | None:
        return self.senses.get(kind)

    def is_any(self, kinds: Collection[Kind]) -> bool:
        return not self.senses.keys().isdisjoint(kinds)


def build_wording(words: PayWords, currencies: Currencies) -> Wording[Senses]:
    """One automaton over all words of both tables."""
    senses: defaultdict[str, dict[Kind, Sense]] = defaultdict(dict)
    for word, sense in (*_of_words(words), *_of_currencies(currencies)):
        senses[searched(word)].setdefault(sense.kind, sense)
    return Wording(senses)


def _of_words(words: PayWords) -> Iterator[tuple[str, Sense]]:
    for value, names in words.numbers.items():
        yield from ((name, Sense("number", number=value)) for name in names)
    for value, names in words.powers.items():
        yield from ((name, Sense("power", number=value)) for name in names)
    for period, names in words.periods.items():
        yield from ((name, Sense("period", period=period)) for name in names)
    by_period: tuple[PayPeriod, ...] = ("hour", "day", "week", "month", "year", "task")
    for period in by_period:
        yield from ((name, Sense("pay", period=period)) for name in getattr(words.pay, period))
    plain: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("pay", words.pay.unsaid), ("pay_behind", words.pay.behind),
        ("not_pay", words.not_pay.before), ("not_pay_behind", words.not_pay.behind),
        ("at_least", words.at_least), ("or_more", words.or_more), ("up_to", words.up_to), ("up_to_behind", words.up_to_behind),
        ("to", words.to), ("ten", words.tens), ("half", words.half), ("half_before", words.half_before), ("unit", words.units),
    )  # fmt: skip
    for kind, names in plain:
        yield from ((name, Sense(kind)) for name in names)


def _of_currencies(currencies: Currencies) -> Iterator[tuple[str, Sense]]:
    for code, names in currencies.names.items():
        yield from ((name, Sense("currency", currency=code)) for name in names)
    for index, shared in enumerate(currencies.shared):
        yield from ((name, Sense("currency", currency=str(index))) for name in shared.names)
    for code, names in currencies.behind_only.items():
        yield from ((name, Sense("currency_behind", currency=code)) for name in names)
