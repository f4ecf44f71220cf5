"""Airflow for tests that only read DAGs: a home of its own, and no services."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.compoundwatch.pipeline.made_up import Board, serve_board

ROOT = Path(__file__).parents[2]

# Whoever imports Airflow makes it a home: not in the tester's own.
os.environ.setdefault("AIRFLOW_HOME", str(Path(tempfile.gettempdir()) / "compoundwatch-airflow-for-imports"))

# In a process of its own, as Airflow's DAG processor reads the files: Airflow sets up logging for the process that imports it.
_READ = """
import json, sys, time
from airflow.dag_processing.dagbag import DagBag
from airflow.serialization.serialized_objects import DagSerialization
began = time.process_time()
bag = DagBag(sys.argv[1])
seconds = time.process_time() - began
dags = {dag_id: DagSerialization.to_dict(dag) for dag_id, dag in bag.dags.items()}
found = {"errors": bag.import_errors, "seconds": seconds, "dags": dags, "modules": sorted(sys.modules)}
print("\\n" + json.dumps(found, sort_keys=True))
"""


def read_dags(home: Path, configs: Path) -> dict[str, Any]:
    """What Airflow makes of dags/: serialised DAGs, errors, and the seconds of processor time that reading them took."""
    environment = {
        **os.environ,
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "COMPOUNDWATCH_CONFIGS": str(configs),
        "COMPOUNDWATCH_VAR": str(home / "var"),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", _READ, str(ROOT / "dags")]
    ended = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr[-3000:]
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="session")
def dags(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The DAGs as Airflow stores them, by id."""
    found = read_dags(tmp_path_factory.mktemp("airflow"), ROOT / "demo" / "configs")
    assert found["errors"] == {}
    dags: dict[str, Any] = found["dags"]
    return dags


@pytest.fixture
def demo_ports() -> Iterator[None]:
    """The ports of the demo web itself, which one test at a time may serve."""
    with FileLock(Path(tempfile.gettempdir()) / "compoundwatch-demo-ports.lock", timeout=600):
        yield


@pytest.fixture
def board() -> Iterator[Board]:
    """A board of six adverts on loopback."""
    with serve_board() as shown:
        yield shown
