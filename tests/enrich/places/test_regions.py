"""The table of provinces and counties: refused with file, line and reason, and made from the towns that lie in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.config.regions import load_regions
from compoundwatch.config.toponyms import ProvincesConfig, load_toponyms
from compoundwatch.errors import ConfigError
from enrich.places.compiler import UnknownTown, compile_toponyms
from enrich.places.region_source import region_lines

GAZETTEER = Path(__file__).parents[3] / "configs" / "gazetteer"
GOOD = "province\tXX\t01\tUpland\t10.5\t20.5\t1000\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("province\tXX\t01\tUpland\t10.5\t20.5\n", "expected level, country, code"),
        ("hamlet\tXX\t01\tUpland\t10.5\t20.5\t1000\n", "expected level, country, code"),
        ("province\tXX\t01\tUpland\tten\t20.5\t1000\n", "expected numbers"),
        ("province\tXX\t01\tUpland\t95\t20.5\t1000\n", "expected degrees"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, expected: str) -> None:
    (tmp_path / "regions.tsv").write_text(f"# note\n{GOOD}{line}", encoding="utf-8")
    with pytest.raises(ConfigError, match=rf"regions\.tsv:3: {expected}"):
        load_regions(tmp_path)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_regions(tmp_path)


def test_a_province_that_stands_nowhere_is_refused() -> None:
    provinces = ProvincesConfig.model_validate({"provinces": {"KH": [{"name": "Nowhereland"}]}})
    with pytest.raises(UnknownTown, match="'Nowhereland' in KH has no seat"):
        compile_toponyms(provinces, load_toponyms(GAZETTEER), load_regions(GAZETTEER))


def test_a_region_stands_in_the_middle_of_its_towns() -> None:
    named = [
        {"country_code": "US", "latitude": lat, "longitude": 20.0, "population": 5, "state": "Upland", "county": "Low County"}
        for lat in (10.0, 10.2, 11.0)
    ]
    coded = [{"countrycode": "US", "latitude": town["latitude"], "longitude": 20.0, "admin1code": "UP"} for town in named]
    assert list(region_lines(named, coded)) == [
        "province\tUS\tUP\tUpland\t10.500\t20.000\t15\n",
        "county\tUS\tUP\tLow County\t10.500\t20.000\t15\n",
    ]
