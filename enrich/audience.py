"""Whom an advert asks for: nationalities, languages, sex, age."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from compoundwatch.posting import Audience, Indicator, Sex
from enrich.lexicon import Hit
from enrich.signals import LANGUAGE, NATIONALITY, Signals

YOUNGEST, OLDEST = 14, 75
# The age from which anybody may be hired says nothing about whom they want.
OF_AGE = 18
# How many tokens may stand between the word for age and its number: "Age limit is 20", "อายุ ตั้งแต่ 18 ถึง 35".
_REACH = 4
_BETWEEN = 3


@dataclass(frozen=True, slots=True)
class AgeRange:
    """An age asked for and the tokens that say so."""

    low: int | None
    high: int | None
    first: int
    last: int


def find_audience(signals: Signals) -> Audience:
    """What the text says; empty where it does not."""
    age = find_age(signals)
    return Audience(
        nationalities=_named(signals, NATIONALITY),
        languages=_named(signals, LANGUAGE),
        sex=_sex(signals),
        age_min=age.low if age else None,
        age_max=age.high if age else None,
    )


def age_or_sex_limits(signals: Signals, audience: Audience) -> Iterator[Indicator]:
    """The indicator `age_or_sex_limit`, with the words for the age and for the sex asked for."""
    age = find_age(signals)
    if age and (age.high is not None or age.low != OF_AGE):
        yield signals.indicator("age_or_sex_limit", *signals.span(age.first, age.last))
    if audience.sex:
        hit = signals.hits[f"sex_{audience.sex}"][0]
        yield signals.indicator("age_or_sex_limit", *signals.span(hit.first, hit.last))


def find_age(signals: Signals) -> AgeRange | None:
    """The first age range of the text: two ages beside a word for age or sex, else one beside a word for age."""
    numbers = {index: int(word.text) for index, word in enumerate(signals.words) if _is_age(word.text)}
    if not numbers:
        return None
    units = {hit.first: hit for hit in signals.hits.get("age_unit", ())}
    below = {index: hit for hit in signals.hits.get("age_below", ()) for index in (hit.first, hit.last)}
    for cue in _cues(signals):
        found = _beside(cue, numbers, units, below)
        if found:
            return found
    return None


def _is_age(word: str) -> bool:
    return len(word) == 2 and word.isascii() and word.isdecimal() and YOUNGEST <= int(word) <= OLDEST


def _cues(signals: Signals) -> list[Hit]:
    names = ("age_cue", "age_unit", "age_below", "sex_female", "sex_male")
    return sorted((hit for name in names for hit in signals.hits.get(name, ())), key=lambda hit: hit.first)


def _beside(cue: Hit, numbers: dict[int, int], units: dict[int, Hit], below: dict[int, Hit]) -> AgeRange | None:
    after = [index for index in range(cue.last + 1, cue.last + 2 + _REACH) if index in numbers]
    before = [index for index in range(max(0, cue.first - 2 - _BETWEEN), cue.first) if index in numbers]
    if cue.term.signal == "age_unit":
        # The unit stands right behind its number.
        near = [index for index in before if index == cue.first - 1] and before
    else:
        near = after[:2]
    pair = _pair(near[-2:] if cue.term.signal == "age_unit" else near, numbers)
    if pair:
        low, high = pair
        return AgeRange(numbers[low], numbers[high], min(low, cue.first), max(high, cue.last))
    if not near or cue.term.signal.startswith("sex_"):
        return None
    return _single(cue, near[-1] if cue.term.signal == "age_unit" else near[0], numbers, units, below)


def _pair(near: list[int], numbers: dict[int, int]) -> tuple[int, int] | None:
    if len(near) < 2 or near[1] - near[0] > _BETWEEN or numbers[near[0]] >= numbers[near[1]]:
        return None
    return near[0], near[1]


def _single(cue: Hit, at: int, numbers: dict[int, int], units: dict[int, Hit], below: dict[int, Hit]) -> AgeRange | None:
    if (
        cue.term.signal == "age_below"
        and not any(index in units for index in (at + 1, at + 2))
        and at not in range(cue.first, cue.last + 1)
    ):
        return None
    first, last = min(at, cue.first), max(at, cue.last)
    is_limit = any(index in below for index in range(first - 2, last + 3))
    return AgeRange(None, numbers[at], first, last) if is_limit else AgeRange(numbers[at], None, first, last)


def _named(signals: Signals, prefix: str) -> tuple[str, ...]:
    named = [(hits[0].first, name.removeprefix(prefix)) for name, hits in signals.hits.items() if name.startswith(prefix)]
    return tuple(name for _, name in sorted(named))


def _sex(signals: Signals) -> Sex | None:
    if signals.has("sex_female") == signals.has("sex_male"):
        return None
    return "female" if signals.has("sex_female") else "male"
