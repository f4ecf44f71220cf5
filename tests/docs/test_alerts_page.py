"""docs/alerts.md and the examples in configs/alerts/ are held to the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from alerts.digest.choose import MOST_LINES
from alerts.matching.silence import SILENCE
from compoundwatch.config import AlertConfig, load_settings
from compoundwatch.config.alerts import MOST_PER_MAIL
from compoundwatch.config.mail import MailConfig
from index import query_resolver
from index.query import parse_query

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "alerts.md").read_text(encoding="utf-8")
EXAMPLES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)]


def test_the_saved_search_on_the_page_is_one() -> None:
    alert = AlertConfig.model_validate(EXAMPLES[0])
    assert parse_query(alert.query, query_resolver(load_settings({})))


def test_the_mail_settings_on_the_page_are_settings() -> None:
    assert MailConfig.model_validate(EXAMPLES[1]["mail"]).transport == "smtp"


@pytest.mark.parametrize("number", [MOST_PER_MAIL, "five" if MOST_LINES == 5 else MOST_LINES, SILENCE.days])
def test_the_limits_on_the_page_are_those_of_the_code(number: object) -> None:
    assert f" {number} " in PAGE


@pytest.mark.parametrize("name", ["example_myawaddy", "example_chinese_lures"])
def test_an_example_is_understood_and_not_enabled(name: str) -> None:
    settings = load_settings({})
    alert = settings.alerts()[name]
    assert parse_query(alert.query, query_resolver(settings))
    assert not alert.enabled
