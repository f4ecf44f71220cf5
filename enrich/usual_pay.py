"""What unskilled work usually brings where an advert's work is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from compoundwatch.config.sources import CountryCode
from compoundwatch.config.yaml_file import ConfigModel, load_yaml

Dollars = Annotated[float, Field(gt=0, le=20000)]


class CountryPay(ConfigModel):
    """Usual monthly pay of unskilled work in US dollars, and who says so."""

    usd: Dollars
    source: str


class UsualPay(ConfigModel):
    """The whole of configs/usual_pay.yml."""

    floor: Dollars
    elsewhere: Dollars
    countries: dict[CountryCode, CountryPay]

    @classmethod
    def load(cls, path: Path) -> UsualPay:
        """Raises ConfigError."""
        return load_yaml(path, cls)

    def monthly(self, work: Collection[str], home: Sequence[str]) -> float:
        """US dollars a month where the work is, else where the advert belongs; the highest where several places are named."""
        known = [self.countries[country].usd for country in work if country in self.countries]
        if not known:
            known = [self.countries[country].usd for country in home[:1] if country in self.countries]
        return max(self.floor, *known) if known else self.elsewhere
