"""Which sources are due."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compoundwatch.config import Settings
from compoundwatch.errors import ConfigError
from compoundwatch.pipeline.stages.sources import due_sources, is_due
from tests.compoundwatch.pipeline.history import settings_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_of(tmp_path)
    (made.configs / "spiders").mkdir()
    return replace(made, var=tmp_path / "var")


def add(settings: Settings, name: str, **changes: str) -> None:
    lines = {
        "title": name,
        "home": "https://board.example/",
        "kind": "job",
        "platform": "json_ld",
        "start": "['https://board.example/']",
        "enabled": "true",
        "terms": "made up for a test",
        **changes,
    }
    text = "".join(f"{key}: {value}\n" for key, value in lines.items())
    (settings.configs / "spiders" / f"{name}.yml").write_text(text)


def test_those_of_a_cadence_by_name(settings: Settings) -> None:
    add(settings, "b")
    add(settings, "a", cadence="daily")
    add(settings, "c", cadence="hourly")
    assert due_sources(settings, "daily") == ["a", "b"]
    assert due_sources(settings, "hourly") == ["c"]
    assert due_sources(settings, "weekly") == []


def test_a_source_that_is_switched_off_or_deleted_is_gone(settings: Settings) -> None:
    add(settings, "a")
    add(settings, "b", enabled="false")
    assert due_sources(settings, "daily") == ["a"]
    assert not is_due(settings, "b")
    (settings.configs / "spiders" / "a.yml").unlink()
    assert due_sources(settings, "daily") == []
    assert not is_due(settings, "a")


def test_what_the_stop_list_names_is_gone(settings: Settings) -> None:
    add(settings, "a")
    (settings.configs / "stop.yml").write_text("stopped: [{source: a, since: 2026-11-02, why: the site asked}]\n")
    assert due_sources(settings, "daily") == []
    assert not is_due(settings, "a")


def test_a_broken_file_is_named_and_hides_no_other(settings: Settings) -> None:
    add(settings, "a")
    add(settings, "broken", cadence="never")
    assert due_sources(settings, "daily") == ["a", "broken"]
    with pytest.raises(ConfigError):
        is_due(settings, "broken")
