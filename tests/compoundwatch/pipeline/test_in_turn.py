"""Which runs the state database knows to be published."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from compoundwatch import db
from compoundwatch.db import open_engine
from compoundwatch.pipeline.in_turn import published_of


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = open_engine(f"sqlite:///{tmp_path}/state.sqlite")
    runs = {
        "a_b/1": ("a_b", True),
        "a_b/2": ("a_b", False),
        "a_b/3": ("import a_b", True),
        "axb/1": ("axb", True),
        "a_bc/1": ("a_bc", True),
    }
    rows = [{"run": run, "source": source, "published": done, "started": 0.0} for run, (source, done) in runs.items()]
    with engine.begin() as connection:
        connection.execute(insert(db.runs), rows)
    return engine


def test_of_one_source_imports_are_its_own_and_names_that_look_alike_are_not(engine: Engine) -> None:
    assert published_of(engine, "a_b") == {"a_b/1", "a_b/3"}


def test_of_all_sources(engine: Engine) -> None:
    assert published_of(engine) == {"a_b/1", "a_b/3", "axb/1", "a_bc/1"}
