"""What unskilled work usually brings where an advert's work is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from compoundwatch.config.usual_pay import UsualPayConfig
from compoundwatch.config.yaml_file import line_of, load_yaml
from compoundwatch.errors import ConfigError
from enrich.pay.worth import Worth


@dataclass(frozen=True, slots=True)
class Usual:
    """US dollars a month, and what they are: "minimum wage 2026"."""

    usd: float
    basis: str

    def __str__(self) -> str:
        return f"{self.usd:.0f} USD a month, {self.basis}"


class UsualPay:
    """Answers for every country. Keep one for many documents."""

    def __init__(self, countries: Mapping[str, Usual], floor: float, elsewhere: float) -> None:
        self._countries = countries
        self._floor = Usual(floor, "the least that is taken as usual")
        self._elsewhere = Usual(elsewhere, "taken for countries without a figure")

    @classmethod
    def load(cls, path: Path, worth: Worth) -> UsualPay:
        """usual_pay.yml, in dollars by `worth`. Raises ConfigError."""
        config = load_yaml(path, UsualPayConfig)
        countries = {}
        for country, pay in config.countries.items():
            usd = worth.usd_per_month(pay.amount, None, pay.currency, pay.per)
            if usd is None:
                at = ("countries", country)
                raise ConfigError(
                    path, line_of(path, at), ".".join(at), f"expected a rate of {pay.currency} and a month of {pay.per}s"
                )
            countries[country] = Usual(usd, pay.basis)
        return cls(countries, config.floor, config.elsewhere)

    def monthly(self, work: Collection[str], home: Sequence[str]) -> Usual:
        """That of where the work is, else of where the advert belongs; the highest where several places are named."""
        known = [self._countries[country] for country in work if country in self._countries]
        if not known:
            known = [self._countries[country] for country in home[:1] if country in self._countries]
        return max(self._floor, *known, key=lambda usual: usual.usd) if known else self._elsewhere
