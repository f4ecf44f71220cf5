"""One enricher serves run after run, until a table says something else."""

from __future__ import annotations

import gc
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from compoundwatch.config import Settings
from compoundwatch.config.app import AppConfig
from compoundwatch.errors import ConfigError
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


def test_where_a_table_is_broken_the_one_before_stays_and_somebody_is_told(settings: Settings) -> None:
    before, told = kept_enricher(settings), list[ConfigError]()
    lexicon = settings.lexicons / "en.yml"
    whole = lexicon.read_text(encoding="utf-8")
    lexicon.write_text(f"{whole}\nno_such_section:\n  word: [\n", encoding="utf-8")
    assert kept_enricher(settings, told.append) is before
    assert [(error.file, error.line is not None) for error in told] == [(lexicon, True)]
    lexicon.write_text(f"{whole}\n# mended\n", encoding="utf-8")
    assert kept_enricher(settings, told.append).version == present_version(settings) != before.version
    assert len(told) == 1


def test_a_table_that_is_broken_from_the_beginning_is_refused(settings: Settings) -> None:
    (settings.lexicons / "en.yml").write_text("signals: [", encoding="utf-8")
    with pytest.raises(ConfigError):
        kept_enricher(settings, lambda _: None)


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
