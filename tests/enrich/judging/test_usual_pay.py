"""What pay is held against, and who says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.errors import ConfigError
from compoundwatch.posting import Advert
from enrich import Enricher
from enrich.judging.usual_pay import UsualPay
from enrich.pay import PayReader
from enrich.pay.worth import Worth

HEAD = "floor: 200\nelsewhere: 350\nsources:\n  law: {title: A law, publisher: A ministry, date: '2026-01'}\ncountries:\n"
ADVERT = "Hiring customer service in Bangkok, no experience, salary 3000 USD per month. Telegram @made_up_hr_77"


@pytest.fixture(scope="module")
def worth() -> Worth:
    return PayReader.load(Path(__file__).parents[3] / "configs" / "pay").worth


def table(folder: Path, rows: str) -> Path:
    path = folder / "usual_pay.yml"
    path.write_text(HEAD + rows)
    return path


def test_a_days_wage_becomes_dollars_a_month_with_its_kind_and_year(tmp_path: Path, worth: Worth) -> None:
    path = table(tmp_path, "  TH: {amount: 20, currency: USD, per: day, what: minimum wage, year: 2026, source: law}\n")
    assert str(UsualPay.load(path, worth).monthly({"TH"}, [])) == "520 USD a month, minimum wage 2026"


def test_a_figure_that_nobody_looked_up_says_so(tmp_path: Path, worth: Worth) -> None:
    path = table(tmp_path, "  IT: {amount: 1500, currency: USD, what: usual, source: unchecked}\n")
    assert UsualPay.load(path, worth).monthly({"IT"}, []).basis == "usual, unchecked"


def test_the_highest_of_several_places_counts_and_never_less_than_the_floor(tmp_path: Path, worth: Worth) -> None:
    rows = "".join(
        f"  {country}: {{amount: {amount}, currency: USD, what: minimum wage, year: 2026, source: law}}\n"
        for country, amount in (("ET", 26), ("KH", 210), ("TH", 308))
    )
    usual = UsualPay.load(table(tmp_path, rows), worth)
    assert usual.monthly({"KH", "TH"}, ["ET"]).usd == 308
    assert usual.monthly(set(), ["ET", "TH"]).usd == 200
    assert usual.monthly({"FJ"}, []).usd == 350


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("{amount: 5, currency: USD, what: minimum wage, year: 2026}", "countries.TH.source: is missing"),
        ("{amount: 5, currency: USD, what: minimum wage, year: 2026, source: hearsay}", "TH: source 'hearsay' is none of law"),
        ("{amount: 5, currency: USD, what: minimum wage, source: law}", "year that the figure of source 'law'"),
        ("{amount: 5, currency: XXX, what: minimum wage, year: 2026, source: law}", "countries.TH: expected a rate of XXX"),
    ],
)
def test_a_row_without_its_source_year_or_rate_is_refused(tmp_path: Path, worth: Worth, row: str, reason: str) -> None:
    with pytest.raises(ConfigError, match=reason):
        UsualPay.load(table(tmp_path, f"  TH: {row}\n"), worth)


def test_the_reason_names_the_figure_that_pay_was_held_against(enricher: Enricher) -> None:
    tagged = enricher.enrich(Advert(text=ADVERT))
    (sign,) = (one for one in tagged.indicators if one.name == "high_pay_low_skill")
    assert "(against " in sign.reason
    assert "USD a month, minimum wage 20" in sign.reason
