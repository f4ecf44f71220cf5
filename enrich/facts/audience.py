"""Whom an advert asks for: nationalities, languages, sex, age."""

from __future__ import annotations

from collections.abc import Iterator

from compoundwatch.posting import Audience, Indicator, Sex
from enrich.facts.age import AgeRange
from enrich.signals import LANGUAGE, NATIONALITY, Signals

# The age from which anybody may be hired says nothing about whom they want.
OF_AGE = 18


def find_audience(signals: Signals, age: AgeRange | None) -> Audience:
    """What the text says; empty where it does not."""
    return Audience(
        nationalities=_named(signals, NATIONALITY),
        languages=_named(signals, LANGUAGE),
        sex=_sex(signals),
        age_min=age.low if age else None,
        age_max=age.high if age else None,
    )


def age_or_sex_limits(signals: Signals, age: AgeRange | None, audience: Audience) -> Iterator[Indicator]:
    """The indicator `age_or_sex_limit`, with the words for the age and for the sex asked for."""
    if age and (age.high is not None or age.low != OF_AGE):
        yield signals.indicator("age_or_sex_limit", *signals.span(age.first, age.last))
    if audience.sex:
        hit = signals.hits[f"sex_{audience.sex}"][0]
        yield signals.indicator("age_or_sex_limit", *signals.span(hit.first, hit.last))


def _named(signals: Signals, prefix: str) -> tuple[str, ...]:
    named = [(hits[0].first, name.removeprefix(prefix)) for name, hits in signals.hits.items() if name.startswith(prefix)]
    return tuple(name for _, name in sorted(named))


def _sex(signals: Signals) -> Sex | None:
    """The sex asked for, where only one is named."""
    if signals.has("sex_female") == signals.has("sex_male"):
        return None
    return "female" if signals.has("sex_female") else "male"
