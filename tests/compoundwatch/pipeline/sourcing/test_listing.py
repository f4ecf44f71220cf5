from __future__ import annotations

from pathlib import Path

import pytest

from compoundwatch.archive import LocalArchive
from compoundwatch.config import Settings, load_settings
from compoundwatch.pipeline.sourcing.listing import list_sources
from tests.compoundwatch.pipeline.sourcing.conftest import AddRun

SOURCE = """title: Board
home: https://{name}.example/
kind: job
platform: css
start: [https://{name}.example/jobs]
terms: made up for a test
enabled: {enabled}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    configs = tmp_path / "configs"
    (configs / "spiders").mkdir(parents=True)
    (configs / "app.yml").write_text("var: ../var\n")
    (configs / "stop.yml").write_text(
        "stopped:\n  - domain: asked.example\n    since: 2026-01-01\n    why: The site asked us to stop.\n"
    )
    for name, enabled in (("board", "true"), ("quiet", "false"), ("asked", "true")):
        (configs / "spiders" / f"{name}.yml").write_text(SOURCE.format(name=name, enabled=enabled))
    (configs / "spiders" / "torn.yml").write_text(SOURCE.format(name="torn", enabled="perhaps"))
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})


def test_every_file_with_its_state(settings: Settings, archive: LocalArchive) -> None:
    found = {listed.name: listed.state for listed in list_sources(settings, archive)}

    assert found == {"asked": "stopped", "board": "on", "quiet": "off", "torn": "broken"}


def test_why_a_source_is_stopped_or_cannot_be_read(settings: Settings, archive: LocalArchive) -> None:
    problems = {listed.name: listed.problem for listed in list_sources(settings, archive) if listed.problem}

    assert problems.keys() == {"asked", "torn"}
    assert "torn.yml:7: enabled" in problems["torn"]


def test_how_the_last_run_ended(settings: Settings, archive: LocalArchive, add_run: AddRun) -> None:
    add_run(1)
    newest = add_run(2, exit_code=4)

    assert {listed.name: listed.last for listed in list_sources(settings, archive) if listed.last} == {"board": newest}
