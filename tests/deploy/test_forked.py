"""What a worker loads before it forks its tasks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.containers import DEPLOY, ROOT

_HEAVY = ["airflow.dag_processing.dagbag", "compoundwatch.pipeline.stages.publish", "dags.wiring.house", "enrich.signals"]
# As a Celery worker does it: Airflow's application is made, then Celery's signal is sent.
_WORKER = f"""
import json, sys, threading
from airflow.providers.celery.executors.celery_executor_utils import app
before = [name for name in {_HEAVY} if name in sys.modules]
app.loader.import_default_modules()
after = [name for name in {_HEAVY} if name in sys.modules]
from compoundwatch.config import load_settings
from compoundwatch.errors import ConfigError
from compoundwatch.pipeline.kept_enricher import kept_enricher
from enrich import Enricher

def holds_tables():
    # What is not there yet cannot be loaded any more.
    Enricher.load = None
    try:
        return isinstance(kept_enricher(load_settings()), Enricher)
    except ConfigError:
        return False

found = {{
    "before": before,
    "after": after,
    "tables": holds_tables(),
    "threads": threading.active_count(),
}}
print("\\n" + json.dumps(found))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """As deploy/compose.yml sets a worker up, on this machine."""
    home = tmp_path_factory.mktemp("worker")
    compose = yaml.safe_load((DEPLOY / "compose.yml").read_text(encoding="utf-8"))
    options = compose["x-airflow-environment"]["AIRFLOW__CELERY__CELERY_CONFIG_OPTIONS"]
    return {
        **os.environ,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CELERY__CELERY_CONFIG_OPTIONS": options,
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+sqlite:///{home}/results.sqlite",
        "COMPOUNDWATCH_VAR": str(home / "var"),
        "PYTHONPATH": str(ROOT),
    }


def worker(environment: dict[str, str], configs: Path) -> dict[str, Any]:
    ended = subprocess.run(
        [sys.executable, "-c", _WORKER],
        env={**environment, "COMPOUNDWATCH_CONFIGS": str(configs)}, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-3000:]
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found | {"said": ended.stdout + ended.stderr}


def test_a_worker_holds_the_stages_and_the_tables_before_its_first_task(environment: dict[str, str]) -> None:
    found = worker(environment, ROOT / "demo" / "configs")
    assert found["before"] == []
    assert (found["after"], found["tables"]) == (_HEAVY, True)
    # A thread would be missing in every task, and its locks be held for good.
    assert found["threads"] == 1


def test_a_worker_starts_over_settings_that_are_wrong_and_leaves_it_to_tasks_to_say_so(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "app.yml").write_text("store: [not, a, store]\n", encoding="utf-8")
    found = worker(environment, tmp_path)
    assert not found["tables"]
    assert "nothing is loaded before tasks are forked" in found["said"]
