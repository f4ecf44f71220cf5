"""configs/usual_pay.yml: what unskilled work usually brings, by country, and who says so."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from compoundwatch.config.cited import UNCHECKED, CitedSource, refuse_unnamed
from compoundwatch.config.pay import CurrencyCode, Positive
from compoundwatch.config.sources import CountryCode
from compoundwatch.config.yaml_file import ConfigModel
from compoundwatch.posting import PayPeriod

Dollars = Annotated[float, Field(gt=0, le=20000, description="US dollars a month")]


class CountryPay(ConfigModel):
    """One figure as its source prints it."""

    amount: Positive
    currency: CurrencyCode
    per: PayPeriod = "month"
    what: str = Field(min_length=3, max_length=40, description="what the figure is: `minimum wage`, say")
    year: int | None = Field(default=None, ge=2000, le=2100, description="the year it speaks of")
    source: str

    @model_validator(mode="after")
    def _has_a_year(self) -> Self:
        if self.year is None and self.source != UNCHECKED:
            raise ValueError(f"expected the year that the figure of source {self.source!r} speaks of")
        return self

    @property
    def basis(self) -> str:
        """What the figure is, in short: "minimum wage 2026", "usual, unchecked"."""
        return f"{self.what} {self.year}" if self.source != UNCHECKED else f"{self.what}, {UNCHECKED}"


class UsualPayConfig(ConfigModel):
    """The whole file."""

    floor: Dollars
    elsewhere: Dollars
    sources: dict[str, CitedSource]
    countries: dict[CountryCode, CountryPay]

    @model_validator(mode="after")
    def _names_its_sources(self) -> Self:
        refuse_unnamed(((country, pay.source) for country, pay in self.countries.items()), self.sources)
        return self
