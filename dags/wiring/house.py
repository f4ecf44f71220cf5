"""What every DAG and every task of ours has; a task says only what is different."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Asset, WeightRule, get_current_context

from compoundwatch.config import Settings, load_settings
from dags.wiring.failures import note_failure
from dags.wiring.retrying import RetryWhatHeals

# Updated whenever something new is in the store; what tells people waits for it.
POSTINGS = Asset("postings", uri="x-compoundwatch://postings")

# Nothing is made up for what was missed: a page of yesterday cannot be fetched any more.
START = datetime(2026, 1, 1, tzinfo=UTC)

# What goes first where there are more tasks than places for them. By Airflow's own rule a task weighs as much as all that hangs
# on it, so that the last source of a run would be crawled before anybody is told what the first one brought.
TELLING, PUBLISHING, CRAWLING, OTHER = 4, 3, 2, 1

# `retry_delay` is Airflow's own (core.default_task_retry_delay), and doubles with each try.
DEFAULTS: dict[str, Any] = {
    "owner": "compoundwatch",
    "retries": 3,
    "retry_exponential_backoff": 2.0,
    "max_retry_delay": timedelta(hours=1),
    "retry_policy": RetryWhatHeals(),
    "execution_timeout": timedelta(hours=1),
    "on_failure_callback": note_failure,
    "weight_rule": WeightRule.ABSOLUTE,
    "priority_weight": OTHER,
}
DAG: dict[str, Any] = {"start_date": START, "catchup": False, "max_active_runs": 1, "default_args": DEFAULTS}


def settings() -> Settings:
    """The installation that this worker belongs to."""
    return load_settings()


def now() -> datetime:
    """The one place of the DAGs that reads the clock; never while a file is parsed."""
    return datetime.now(UTC)


def leave_assets() -> None:
    """Let the task that is being done update none of its assets when it succeeds.

    A task updates what stands in its `outlets` at its end, which here are this try's own. An asset alias is Airflow's way of
    choosing while a task runs. But where the first two tasks of a database that use one end at once, both tie asset and alias
    together, and Airflow 3.3 sets the later one to failed for it, though all its work is done: no try follows, nobody is told.
    """
    get_current_context()["task"].outlets = []


def report(line: str) -> None:
    """How far a stage has come, into the task's log."""
    logging.getLogger("compoundwatch").info(line)
