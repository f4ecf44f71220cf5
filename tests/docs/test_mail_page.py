"""docs/mail.md is held to the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from alerts.outbox.bounces.report import failure
from alerts.outbox.reachability import SOFT_IN_A_ROW
from compoundwatch.config.mail import MailConfig

PAGE = (Path(__file__).parents[2] / "docs" / "mail.md").read_text(encoding="utf-8")


def test_the_settings_on_the_page_are_settings() -> None:
    block = re.search(r"```yaml\n(.*?)```", PAGE, flags=re.DOTALL)
    assert block
    assert MailConfig.model_validate(yaml.safe_load(block[1])["mail"]).dkim[0].selector == "cw2026"


@pytest.mark.parametrize("status", re.findall(r"\b5\.\d\.\d+\b", PAGE))
def test_each_status_on_the_page_is_one_of_an_address_that_is_gone(status: str) -> None:
    assert failure(status, "", about_us=True).kind == "hard"


def test_the_page_says_after_how_many_soft_bounces_a_pause_begins() -> None:
    assert f"after {['none', 'one', 'two', 'three', 'four', 'five'][SOFT_IN_A_ROW]} mails in a row" in PAGE
