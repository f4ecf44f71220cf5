"""The file of cue words."""

from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.errors import ConfigError
from enrich.contacts import ContactFinder
from tests.enrich.contacts.conftest import CUES


def test_an_unknown_app_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (CUES / "cues.yml").read_text(encoding="utf-8").replace("  zalo: ", "  zallo: ", 1)
    (tmp_path / "cues.yml").write_text(text, encoding="utf-8")
    line = next(number for number, row in enumerate(text.splitlines(), 1) if row.startswith("  zallo: "))
    with pytest.raises(ConfigError, match=rf"cues\.yml:{line}: apps\.zallo"):
        ContactFinder.load(tmp_path)


def test_a_missing_digit_is_refused(tmp_path: Path) -> None:
    text = (CUES / "cues.yml").read_text(encoding="utf-8").replace('  "7":', '  "8 ":', 1)
    (tmp_path / "cues.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="spoken_digits"):
        ContactFinder.load(tmp_path)
