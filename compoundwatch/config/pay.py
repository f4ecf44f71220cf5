"""Tables in configs/pay/: what a wage is told with, what currencies are called, what they are worth, how periods become months."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from compoundwatch.config.cited import CitedSource, refuse_unnamed
from compoundwatch.config.yaml_file import ConfigModel
from compoundwatch.posting import PayPeriod

Word = Annotated[str, Field(min_length=1, max_length=40)]
Words = tuple[Word, ...]
CurrencyCode = Annotated[str, Field(pattern=r"^[A-Z]{3,4}$", description="ISO 4217, and USDT")]
Country = Annotated[str, Field(pattern=r"^([A-Z]{2}|else)$")]
Positive = Annotated[float, Field(gt=0)]


class SharedName(ConfigModel):
    """A name that several countries give to their own currencies."""

    names: Words
    means: dict[Country, CurrencyCode] = Field(description="`else` where no country of the advert is listed")

    @model_validator(mode="after")
    def _has_a_last_resort(self) -> Self:
        if "else" not in self.means:
            raise ValueError("means lacks `else`")
        return self


class Currencies(ConfigModel):
    """currencies.yml"""

    names: dict[CurrencyCode, Words]
    shared: tuple[SharedName, ...]
    behind_only: dict[CurrencyCode, Words] = Field(description="other words as well: only right behind a number")
    home: dict[Country, CurrencyCode] = Field(description="taken for granted where none is printed")


class Rate(ConfigModel):
    """What one US dollar buys."""

    rate: Positive
    source: str


class Rates(ConfigModel):
    """rates.yml"""

    sources: dict[str, CitedSource]
    per_usd: dict[CurrencyCode, Rate]

    @model_validator(mode="after")
    def _names_its_sources(self) -> Self:
        refuse_unnamed(((code, rate.source) for code, rate in self.per_usd.items()), self.sources)
        return self


class MonthFactor(ConfigModel):
    """How many of a period make a month."""

    factor: Positive
    source: str


class Periods(ConfigModel):
    """periods.yml"""

    months: dict[PayPeriod, MonthFactor]


class PayCues(ConfigModel):
    """Words behind which pay stands, by the period they name."""

    hour: Words = ()
    day: Words = ()
    week: Words = ()
    month: Words = ()
    year: Words = ()
    task: Words = ()
    unsaid: Words = Field(default=(), description="name no period; read by the month")
    behind: Words = Field(default=(), description="right behind an amount they make it pay")


class NotPay(ConfigModel):
    """Words that make an amount something else than the base pay."""

    before: Words
    behind: Words


class PayWords(ConfigModel):
    """words.yml"""

    pay: PayCues
    periods: dict[PayPeriod, Words]
    not_pay: NotPay
    at_least: Words = Field(description="before an amount: the upper end is open")
    or_more: Words = Field(description="behind an amount: the upper end is open")
    up_to: Words = Field(description="before an amount: the lower end is open")
    up_to_behind: Words
    to: Words = Field(description="between the two ends of a range")
    numbers: dict[float, Words]
    tens: Words = Field(description="ten, which also multiplies what stands before it")
    powers: dict[float, Words]
    half: Words
    half_before: Words
    units: Words = Field(description="behind a number: it counts no money")
