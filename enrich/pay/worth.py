"""Which currency is meant, and what a wage is worth in dollars a month."""

from __future__ import annotations

from collections.abc import Sequence

from compoundwatch.config.pay import Currencies, Periods, Rates
from compoundwatch.posting import PayPeriod


class Worth:
    """Resolves currencies and converts with the dated tables of configs/pay/."""

    def __init__(self, currencies: Currencies, rates: Rates, periods: Periods) -> None:
        self._shared = currencies.shared
        self._home = currencies.home
        self._per_usd = {code: rate.rate for code, rate in rates.per_usd.items()}
        self._months = {period: month.factor for period, month in periods.months.items()}

    def currency(self, name: str | None, countries: Sequence[str]) -> str | None:
        """The ISO code (or USDT) of a sense's currency; the country's own where none is printed."""
        if name is None:
            return next((self._home[country] for country in countries if country in self._home), None)
        if not name.isdigit():
            return name
        means = self._shared[int(name)].means
        return next((means[country] for country in countries if country in means), means["else"])

    def usd_per_month(self, low: float | None, high: float | None, currency: str | None, period: PayPeriod) -> float | None:
        """The middle of the range, or its one end; None where no rate or no length of the period is known."""
        ends = [end for end in (low, high) if end is not None]
        rate, months = self._per_usd.get(currency or ""), self._months.get(period)
        if not ends or rate is None or months is None:
            return None
        return round(sum(ends) / len(ends) / rate * months, 2)
