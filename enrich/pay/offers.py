"""Sums of money in a text: one amount or a range, its currency, and whether an end is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from enrich.pay.amounts import Amount, read_amount
from enrich.pay.vocabulary import Item, Kind

_DASH = regex.compile(r"[ ]{0,2}[-‐‑–—−~～〜―][ ]{0,2}")
_NEXT_TO = regex.compile(r"[ .:\u00a0]{0,2}")
_NO_MORE = regex.compile(r"[ ]?[\p{L}]")
_BEGINS: tuple[Kind, ...] = ("digits", "number", "ten", "power", "half_before")
_CURRENCY: tuple[Kind, ...] = ("currency", "currency_behind")
_PERIOD_OR_CURRENCY: tuple[Kind, ...] = ("period", "currency")
# The upper end of a wage is at most this many times the lower one.
_WIDEST = 15


@dataclass(frozen=True, slots=True)
class Sum:
    """`currency` is a sense's, not yet a code. Items `first` to `last` belong to it, inclusive."""

    min: float | None
    max: float | None
    currency: str | None
    power: float | None
    first: int
    last: int
    start: int
    end: int

    @property
    def value(self) -> float:
        return self.max if self.max is not None else self.min or 0.0


def find_sums(text: str, items: Sequence[Item]) -> list[Sum]:
    """Sums from left to right; numbers that count something else are among them."""
    found: list[Sum] = []
    index = 0
    while index < len(items):
        amount = read_amount(text, items, index) if items[index].is_any(_BEGINS) else None
        if amount is None or amount.value <= 0:
            index += 1
            continue
        sum_ = _bounded(text, items, _with_currency(text, items, _range(text, items, amount)))
        found.append(sum_)
        index = sum_.last + 1
    return found


def _range(text: str, items: Sequence[Item], low: Amount) -> Sum:
    """The amount with the upper end that follows it, if one does: "3w-5w", "12-15 juta", "2万到3", "₹80,000 से ₹1,00,000"."""
    alone = Sum(low.value, low.value, None, low.power, low.first, low.last, low.start, low.end)
    index, place = _skip_currency(text, items, low.last + 1, low.end)
    dash = _DASH.match(text, place)
    if dash:
        place = dash.end()
    elif index < len(items) and items[index].sense("to") and not text[place : items[index].start].strip():
        place, index = items[index].end, index + 1
    else:
        return alone
    while index < len(items) and items[index].start < place:
        index += 1
    index, place = _skip_currency(text, items, index, place)
    high = read_amount(text, items, index) if index < len(items) and not text[place : items[index].start].strip(" .:") else None
    if high is None:
        return alone
    first, last = low.value, high.value
    if low.power is None and high.power and first * high.power <= high.value:
        first *= high.power
    elif high.power is None and low.power and last <= first and not _counts(items, high.last + 1):
        last *= low.power
    if not first < last <= first * _WIDEST:
        return alone
    return Sum(first, last, None, high.power or low.power, low.first, high.last, low.start, high.end)


def _counts(items: Sequence[Item], index: int) -> bool:
    return index < len(items) and items[index].sense("unit") is not None


def _skip_currency(text: str, items: Sequence[Item], index: int, place: int) -> tuple[int, int]:
    while index < len(items) and items[index].is_any(_CURRENCY) and _NEXT_TO.fullmatch(text, place, items[index].start):
        place, index = items[index].end, index + 1
    return index, place


def _with_currency(text: str, items: Sequence[Item], sum_: Sum) -> Sum:
    """With the currency right before or right behind; an ISO code or a name of its own goes before a shared sign."""
    first, last = sum_.first, sum_.last
    names: list[str] = [sense.currency for item in items[first : last + 1] if (sense := item.sense("currency"))]
    while first and items[first - 1].sense("currency") and _NEXT_TO.fullmatch(text, items[first - 1].end, items[first].start):
        first -= 1
        names += [items[first].senses["currency"].currency]
    while last + 1 < len(items) and _NEXT_TO.fullmatch(text, items[last].end, items[last + 1].start):
        if not items[last + 1].is_any(_CURRENCY):
            break
        last += 1
        names += [sense.currency for kind, sense in items[last].senses.items() if kind in _CURRENCY][:1]
    if not names:
        return sum_
    currency = next((name for name in names if not name.isdigit()), names[0])
    return replace(sum_, currency=currency, first=first, last=last, start=items[first].start, end=max(sum_.end, items[last].end))


def _bounded(text: str, items: Sequence[Item], sum_: Sum) -> Sum:
    """With an open end where the words say so; a range has none."""
    if sum_.min != sum_.max:
        return sum_
    before = items[sum_.first - 1] if sum_.first else None
    if before and (before.end > sum_.start or text[before.end : sum_.start].strip(" :")):
        before = None
    behind = _behind(text, items, sum_)
    if behind and behind.sense("or_more"):
        return replace(sum_, max=None, last=sum_.last + 1, end=behind.end)
    if behind and behind.sense("up_to_behind"):
        return replace(sum_, min=None, last=sum_.last + 1, end=behind.end)
    if before and before.sense("at_least"):
        return replace(sum_, max=None, first=sum_.first - 1, start=before.start)
    if before and before.sense("up_to"):
        return replace(sum_, min=None, first=sum_.first - 1, start=before.start)
    return sum_


def _behind(text: str, items: Sequence[Item], sum_: Sum) -> Item | None:
    if sum_.last + 1 >= len(items):
        return None
    item = items[sum_.last + 1]
    gap = text[sum_.end : item.start] if item.start >= sum_.end else "x"
    if text[item.start : item.end] == "+":
        # "1200+ a month" leaves the end open, "4200+bonus" and "1200 + bonus" do not.
        period_next = sum_.last + 2 < len(items) and items[sum_.last + 2].is_any(_PERIOD_OR_CURRENCY)
        return item if not gap and (period_next or not _NO_MORE.match(text, item.end)) else None
    return item if gap in {"", " "} else None
