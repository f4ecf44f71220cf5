"""A task for one job of upkeep."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import task

from compoundwatch.pipeline.upkeep import load_job
from dags.wiring import house


def upkeep_task(name: str) -> Any:
    """The task, named like its job and documented by it."""
    job = load_job(name)

    @task(task_id=name, doc_md=job.__doc__, execution_timeout=timedelta(hours=6))
    def upkeep() -> dict[str, int | str]:
        return dict(job(house.settings(), house.now(), house.report))

    return upkeep()
