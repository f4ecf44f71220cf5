"""The tables of configs/pay/."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compoundwatch.config.pay import Currencies, Rates
from compoundwatch.config.yaml_file import load_yaml
from compoundwatch.errors import ConfigError
from enrich.pay import PayReader

TABLES = Path(__file__).parents[3] / "configs" / "pay"


def test_every_currency_with_a_home_has_a_rate() -> None:
    homes = set(load_yaml(TABLES / "currencies.yml", Currencies).home.values())
    assert homes - set(load_yaml(TABLES / "rates.yml", Rates).per_usd) == set()


def test_a_rate_without_a_known_source_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(TABLES, tmp_path / "pay")
    rates = folder / "rates.yml"
    rates.write_text(rates.read_text(encoding="utf-8").replace("source: hmrc", "source: hearsay", 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"rates\.yml.*hearsay"):
        PayReader.load(folder)


def test_a_shared_name_without_a_last_resort_is_refused(tmp_path: Path) -> None:
    folder = shutil.copytree(TABLES, tmp_path / "pay")
    currencies = folder / "currencies.yml"
    currencies.write_text(currencies.read_text(encoding="utf-8").replace(", else: USD}", "}", 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"currencies\.yml.*lacks `else`"):
        PayReader.load(folder)
