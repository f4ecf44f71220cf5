"""A task that failed for good is noted in our own database, from where the next notifying mails it to the operators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def note_failure(context: Mapping[str, Any]) -> None:
    """Airflow's `on_failure_callback`: in the worker, or in the DAG processor for a worker that was killed."""
    from compoundwatch.config import load_settings
    from compoundwatch.pipeline.stages import operators
    from compoundwatch.pipeline.stages.operators_mail import Failure

    task = context["ti"]
    failure = Failure(job=task.dag_id, part=_part(task), why=_why(context.get("exception")), at=datetime.now(UTC))
    operators.note_failure(load_settings(), failure)


def _part(task: Any) -> str:
    """The source that a mapped task is about, else the task's own name."""
    if task.map_index is None or task.map_index < 0:
        return str(task.task_id)
    return str(getattr(task, "rendered_map_index", None) or f"{task.task_id} {task.map_index}")


def _why(error: object) -> str:
    """A worker that was killed says nothing."""
    return str(error) if error else "ended without a word: its worker was killed, or its time was up"
