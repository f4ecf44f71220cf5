"""What a task that failed leaves for the operators, whoever calls it back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from compoundwatch import db
from compoundwatch.config import load_settings
from compoundwatch.db import open_database
from compoundwatch.errors import ContractBroken
from dags.wiring.failures import note_failure


@dataclass
class Task:
    """What Airflow hands to a callback, as far as it is asked."""

    dag_id: str
    task_id: str
    map_index: int = -1
    rendered_map_index: str | None = None


@pytest.fixture
def noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "app.yml").write_text("{}\n")
    monkeypatch.setenv("COMPOUNDWATCH_CONFIGS", str(tmp_path))
    monkeypatch.setenv("COMPOUNDWATCH_VAR", str(tmp_path / "var"))
    monkeypatch.delenv("COMPOUNDWATCH_DATABASE_URL", raising=False)
    return tmp_path


def names() -> list[str]:
    engine = open_database(load_settings())
    with engine.connect() as connection:
        return list(connection.scalars(select(db.marks.c.name).order_by(db.marks.c.name)))


@pytest.mark.usefixtures("noted")
def test_a_mapped_task_is_named_by_its_source() -> None:
    task = Task("ingest_daily", "source.crawl", 3, "harbour_jobs")
    note_failure({"ti": task, "exception": ContractBroken("too few")})
    assert names() == ["failed ingest_daily harbour_jobs"]


@pytest.mark.usefixtures("noted")
def test_a_killed_worker_and_a_task_without_a_name_are_noted_too() -> None:
    note_failure({"ti": Task("ingest_daily", "source.crawl", 3)})
    note_failure({"ti": Task("upkeep", "backup")})
    assert names() == ["failed ingest_daily source.crawl 3", "failed upkeep backup"]
