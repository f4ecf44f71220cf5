"""One enricher serves run after run, until a table says something else."""

from __future__ import annotations

import gc
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from compoundwatch.config import Settings
from compoundwatch.config.app import AppConfig
from compoundwatch.pipeline.kept_enricher import kept_enricher
from enrich import Enricher, present_version
from tests.compoundwatch.pipeline.history import settings_of
from tests.compoundwatch.pipeline.made_up import ROOT

TABLES = ("gazetteer", "lexicons", "contacts", "pay", "signals.yml", "usual_pay.yml")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """With tables of its own."""
    shipped = settings_of(tmp_path)
    for name in TABLES:
        table = ROOT / "configs" / name
        copy = shutil.copytree if table.is_dir() else shutil.copy
        copy(table, shipped.configs / name)
    app = AppConfig.model_validate({"tables": shipped.configs, "cache": shipped.cache})
    return replace(shipped, app=app)


def test_the_second_run_has_the_enricher_of_the_first(settings: Settings) -> None:
    assert kept_enricher(settings) is kept_enricher(settings)


def test_a_table_that_was_edited_is_read_again(settings: Settings) -> None:
    before = kept_enricher(settings)
    with (settings.tables / "signals.yml").open("a", encoding="utf-8") as table:
        table.write("# a further line\n")
    after = kept_enricher(settings)
    assert after is not before
    assert after.version == present_version(settings) != before.version


def test_another_installation_has_another(settings: Settings) -> None:
    assert kept_enricher(settings) is not kept_enricher(replace(settings, var=settings.var / "other"))


def test_tables_that_were_loaded_before_are_let_go(settings: Settings) -> None:
    def kept_for_good() -> int:
        Enricher.load(settings)
        return gc.get_freeze_count()

    kept_for_good()
    second = kept_for_good()
    kept_for_good()
    assert kept_for_good() < second + 200
