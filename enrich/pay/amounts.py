"""One amount from digits, number words and powers: "1.5 lakh", "三万五", "२ लाख", "15tr5", "sixteen thousand"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from enrich.pay.vocabulary import Item, Kind

_THOUSAND = 1_000
_TEN_THOUSAND = 10_000
_LAKH = 100_000
_MILLION = 1_000_000
_THAI = range(0x0E00, 0x0E80)
_MYANMAR = range(0x1000, 0x10A0)
_SINHALA = range(0x0D80, 0x0E00)
_INDIC = range(0x0900, 0x0E00)
_HAN, _HANGUL = range(0x4E00, 0xA000), range(0xAC00, 0xD7A4)
# What stands behind a power that comes first: သိန်းတစ်ရာ is a hundred lakh.
_MOST_TIMES = 100
_VALUES: tuple[Kind, ...] = ("digits", "number")


class Amount(NamedTuple):
    """A number without its currency. `power` is the last power that was written, or None; items `first` to `last`, inclusive."""

    value: float
    power: float | None
    first: int
    last: int
    start: int
    end: int


class _Reader:
    """Adds up the words of one number from left to right."""

    def __init__(self, text: str, items: Sequence[Item], first: int) -> None:
        self.text, self.items, self.first = text, items, first
        self.total = 0.0
        self.current: float | None = None
        self.power: float | None = None
        self.tied = True  # no blank before the word in hand
        self.last_tied = True  # nor before the last one taken
        self.next = first

    def read(self) -> Amount | None:
        if _is_one(self.text, self.items, self.first):
            self.current = 1.0
        half_before = self.items[self.first].sense("half_before") is not None
        self.next += half_before
        while self.next < len(self.items) and self._near() and self._take(self.items[self.next]):
            self.last_tied = self.tied
            self.next += 1
        self._finish()
        if self.next == self.first + half_before or (half_before and self.power is None):
            return None
        if half_before:
            self.total += 0.5 * (self.power or 0)
        last = self.next - 1
        return Amount(self.total, self.power, self.first, last, self.items[self.first].start, self.items[last].end)

    def _near(self) -> bool:
        if self.next == self.first:
            return True
        gap = self.text[self.items[self.next - 1].end : self.items[self.next].start]
        self.tied = not gap
        return gap in {"", " ", "  "} and self.items[self.next].start >= self.items[self.next - 1].end

    def _take(self, item: Item) -> bool:
        if digits := item.sense("digits"):
            return self._take_digits(digits.number)
        if power := item.sense("power"):
            return self._take_power(power.number, lone=item.end - item.start == 1 and self.text[item.start].isascii())
        if item.sense("ten"):
            return self._take_ten()
        if number := item.sense("number"):
            return self._take_number(number.number)
        if item.sense("half") and self.power is not None and self.current is None:
            self.total += 0.5 * self.power
            return True
        return False

    def _take_digits(self, value: float) -> bool:
        if self.current is not None:
            return False
        self.current = value
        return True

    def _take_number(self, value: float) -> bool:
        if self.current is None:
            self.current = value
        elif value < 10 <= self.current < 100 and self.current % 10 == 0:
            self.current += value
        else:
            return False
        return True

    def _take_ten(self) -> bool:
        if self.current is not None and self.current >= 10:
            return False
        self.current = 10 * (self.current or 1)
        return True

    def _take_power(self, value: float, *, lone: bool) -> bool:
        if lone and not self.tied:
            return False
        if self.current is not None:
            larger = self.power is not None and value > self.power
            self.total = (self.total + self.current) * value if larger else self.total + self.current * value
        elif self.power is not None and value > self.power:
            self.total *= value
        else:
            return False
        self.power, self.current = value, None
        return True

    def _finish(self) -> None:
        """A number left over behind a power.

        一万五 is 15,000, 1万2000 is 12,000, "5 triệu 500" is 5.5 million; "two thousand five" is given back.
        """
        if self.current is None:
            return
        if self.power is None:
            self.total = self.current
        elif self.current < 10 and self.power >= 100 and self.last_tied:
            self.total += self.current * self.power / 10
        elif 100 <= self.current < _THOUSAND and self.power == _MILLION:
            self.total += self.current * _THOUSAND
        elif self._adds_up(self.current):
            self.total += self.current
        else:
            self.next -= 1

    def _adds_up(self, rest: float) -> bool:
        if self.power == _TEN_THOUSAND:
            return 100 <= rest < _TEN_THOUSAND and self.last_tied
        return self.power is not None and 10 <= rest < self.power <= _THOUSAND


def read_amount(text: str, items: Sequence[Item], first: int) -> Amount | None:
    """The amount that begins at item `first`, or None."""
    return _power_first(text, items, first) or _Reader(text, items, first).read()


def _power_first(text: str, items: Sequence[Item], first: int) -> Amount | None:
    """Burmese and Sinhala put the power first (သိန်း ၃၀, ලක්ෂ තුනක්), Thai leaves the one before it out (หมื่นห้า is 15,000)."""
    power = items[first].sense("power")
    if power is None or first + 1 >= len(items):
        return None
    script, following = ord(text[items[first].start]), items[first + 1]
    gap = text[items[first].end : following.start]
    number = following.sense("number")
    last = first + 1
    if (script in _MYANMAR or script in _SINHALA) and following.is_any(_VALUES) and not gap.strip():
        times = _Reader(text, items, first + 1).read()
        if times is None or (times.power or 0) > _MOST_TIMES:
            return None
        value, last = power.number * times.value, times.last
    elif script in _THAI and number and number.number < 10 and not gap:
        value = power.number * (1 + number.number / 10)
    else:
        return None
    return Amount(value, power.number, first, last, items[first].start, items[last].end)


def _is_one(text: str, items: Sequence[Item], first: int) -> bool:
    """Whether a power stands for one of itself: 百万, 천만 and 만이천, "లక్ష రూపాయలు"."""
    power = items[first].sense("power")
    if power is None or first + 1 >= len(items):
        return False
    script, following = ord(text[items[first].start]), items[first + 1]
    gap = text[items[first].end : following.start]
    if script in _HAN or script in _HANGUL:
        larger = following.sense("power")
        said = following.sense("number") if script in _HANGUL and power.number >= _TEN_THOUSAND else None
        return not gap and (said is not None or (larger is not None and larger.number > power.number))
    return script in _INDIC and power.number >= _LAKH and following.sense("currency") is not None and gap in {"", " "}
