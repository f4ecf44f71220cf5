"""A table with an error is refused with its file, its line and the reason; what runs goes on as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from compoundwatch.config import Settings, load_settings
from compoundwatch.errors import ConfigError
from enrich import Enricher

CONFIGS = Path(__file__).parents[2] / "configs"
BROKEN = [
    ("lexicons/en.yml", "signals:\n  no_such_signal:\n    a: b\n", 2, "expected one of signals.yml"),
    ("lexicons/en.yml", "signals:\n  no_experience:\n    any: any\n    (open: an open one\n", 4, "bracket"),
    ("lexicons/en.yml", "signals:\n  no_experience:\n    a {99} b: a b\n", 3, "gaps of at most"),
    ("lexicons/uz.yml", "roles:\n  programmer:\n    - dasturchi\n    - (dastur\n", 4, "bracket"),
    ("lexicons/en.yml", "signals:\n  no_experience:\n    any: {weight: 99, example: any}\n", 3, "less than or equal to 6"),
    ("lexicons/en.yml", "signals: [\n", 2, "expected YAML"),
    ("lexicons/en.yml", "signals:\n  no_experience: {}\n  no_experience: {}\n", 3, "each key once"),
    ("signals.yml", "signals:\n  no_experience: {kind: hint}\nroles: {}\n", 2, "expected"),
    ("gazetteer/border_places.yml", "places:\n  - {name: Here}\n", 2, "is missing"),
    ("gazetteer/compounds.yml", "compounds:\n  - id: one\n    latitude: 99\n", 2, "is missing|no key we know"),
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Tables of this test's own, to be broken."""
    shutil.copytree(CONFIGS, tmp_path / "configs")
    variables = {"COMPOUNDWATCH_CONFIGS": str(tmp_path / "configs"), "COMPOUNDWATCH_VAR": str(tmp_path / "var")}
    return load_settings(variables)


@pytest.mark.parametrize(("file", "content", "line", "reason"), BROKEN)
def test_an_error_is_told_with_file_line_and_reason(settings: Settings, file: str, content: str, line: int, reason: str) -> None:
    path = settings.tables / file
    path.write_text(content)
    with pytest.raises(ConfigError, match=reason) as refused:
        Enricher.load(settings)

    assert refused.value.file == path
    assert refused.value.line is not None
    assert abs(refused.value.line - line) <= 1
