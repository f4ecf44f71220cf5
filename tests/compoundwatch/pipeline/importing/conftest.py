"""An installation with one source, and a web archive of one advert."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from compoundwatch.config import Settings
from tests.compoundwatch.pipeline.history import settings_of
from tests.compoundwatch.pipeline.importing.saved import BOARD, put
from tests.spiders.importers.saved_files import Warc, advert


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = settings_of(tmp_path / "installation")
    configs = tmp_path / "configs"
    (configs / "spiders").mkdir(parents=True)
    (configs / "spiders" / "board.yml").write_text(BOARD)
    return replace(made, configs=configs, app=made.app.model_copy(update={"tables": str(made.tables)}))


@pytest.fixture
def warc(tmp_path: Path) -> Path:
    return put(tmp_path / "saved" / "a.warc.gz", Warc().response(advert(), WARC_Date="2026-11-01T10:00:00Z").bytes())
