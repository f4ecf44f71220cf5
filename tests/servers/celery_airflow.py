"""A whole Airflow on Celery of one's own: every service a process that can be killed, each worker in a folder of its own.

Workers share a broker, a metadata database, and what the settings of the installation name; no disk.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psutil
import urllib3

from deploy.local.home import CHECKOUT, Home
from tests.servers.ports import free_port

# A busy machine takes its time; an idle one 25 s.
START_SECONDS = 420.0
_LOOK_SECONDS = 0.5
_SERVICES = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
}
# What was lost with a killed part is noticed in seconds, where an installation takes minutes.
HURRIED = {
    "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "8",
    "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL": "10",
    "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_THRESHOLD": "30",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
    "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "5",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT": "60",
    "AIRFLOW__SCHEDULER__TASK_QUEUED_TIMEOUT_CHECK_INTERVAL": "10",
    "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "2",
}

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], seconds: float, what: str) -> Found:
    """What `look` gives as soon as it gives something. Raises AssertionError after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"no {what} within {seconds:.0f} s")
        time.sleep(_LOOK_SECONDS)


@dataclass
class CeleryAirflow:
    """`variables` are in the environment of all services; `broker` and `database` are URLs, the latter of an empty database.

    `tasks_at_once`: of each worker. `parallelism`: of all; those that no worker has a place for wait in the broker.
    `settings`: Airflow's own, AIRFLOW__….
    """

    folder: Path
    broker: str
    database: str
    variables: Mapping[str, str]
    tasks_at_once: int = 2
    parallelism: int = 8
    settings: Mapping[str, str] = field(default_factory=lambda: HURRIED)
    port: int = 0
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    _token: str = ""

    def start(self, workers: int = 2) -> None:
        """Returns when all services are at work."""
        self.port = self.port or free_port()
        self.folder.mkdir(parents=True, exist_ok=True)
        Home(self.folder / "home", self.port).make()
        migrating = [sys.executable, "-m", "airflow", "db", "migrate"]
        subprocess.run(migrating, env=self.environment_of("migrate"), cwd=CHECKOUT, check=True, capture_output=True)
        for name in (*_SERVICES, *(f"worker-{number}" for number in range(workers))):
            self.begin(name)
        wait_for(self._is_healthy, START_SECONDS, "healthy Airflow" + "".join(self.last_words()))

    def begin(self, name: str) -> None:
        """Start a service, or `worker-<number>`; again after it was killed."""
        words = _SERVICES.get(name) or self._worker(name)
        (self.folder / name).mkdir(exist_ok=True)
        with (self.folder / name / "printed").open("ab") as printed:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", "airflow", *words],
                env=self.environment_of(name), cwd=CHECKOUT, stdin=subprocess.DEVNULL, stdout=printed, stderr=printed,
                start_new_session=True,
            )  # fmt: skip

    def kill(self, name: str) -> None:
        """As a power cut ends its machine: with all that it has started, and at once."""
        process = self.running.pop(name)
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
        for one in family:
            _kill(one)
        process.wait()
        psutil.wait_procs(family, timeout=30)

    def stop(self) -> None:
        """All of it."""
        for name in list(self.running):
            self.kill(name)

    def log(self, name: str) -> str:
        return (self.folder / name / "printed").read_text(encoding="utf-8", errors="replace")

    def last_words(self) -> Iterator[str]:
        for name in self.running:
            yield f"\n--- {name}\n{self.log(name)[-2000:]}"

    def task_logs(self, worker: str = "") -> str:
        """What tasks wrote, on one worker or on all."""
        logs = sorted((self.folder / worker).rglob("attempt=*.log"))
        return "".join(f"\n--- {path}\n{path.read_text(errors='replace')}" for path in logs)

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """What the REST API answers; 404 is None."""
        headers = {"Authorization": f"Bearer {self._sign_in()}"}
        answer = urllib3.request(method, f"http://127.0.0.1:{self.port}{path}", json=body, headers=headers, timeout=120, retries=3)
        if answer.status == 404:
            return None
        assert answer.status < 300, (path, answer.status, answer.data[:500])
        return answer.json() if answer.data else None

    def unpause(self, *dag_ids: str) -> None:
        for dag_id in dag_ids:
            wait_for(lambda name=dag_id: self.ask("GET", f"/api/v2/dags/{name}"), START_SECONDS, f"DAG {dag_id}")  # type: ignore[misc]
            self.ask("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})

    def first_run(self, dag_id: str) -> str:
        """The run that starts by itself, since its time is past."""

        def look() -> str | None:
            runs = self.ask("GET", f"/api/v2/dags/{dag_id}/dagRuns")["dag_runs"]
            return runs[0]["dag_run_id"] if runs else None

        return wait_for(look, START_SECONDS, f"run of {dag_id}")

    def ending(self, dag_id: str, run_id: str) -> str | None:
        """`success` or `failed`; None while the run goes on."""
        state = str(self.ask("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}")["state"])
        return state if state in {"success", "failed"} else None

    def tasks(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        """All task instances of a run."""
        found: list[dict[str, Any]] = []
        while True:
            path = f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=100&offset={len(found)}"
            page = self.ask("GET", path)
            found += page["task_instances"]
            if not page["task_instances"] or len(found) >= page["total_entries"]:
                return found

    def _worker(self, name: str) -> list[str]:
        quick = ["--without-mingle", "--without-gossip", "--skip-serve-logs"]
        return ["celery", "worker", "--concurrency", str(self.tasks_at_once), "--celery-hostname", f"{name}@%h", *quick]

    def environment_of(self, name: str) -> dict[str, str]:
        """A service's own folder for what it writes, and for what our tasks write."""
        engine = self.database.replace("postgresql://", "postgresql+psycopg://")
        celery = {
            "AIRFLOW__CELERY__BROKER_URL": self.broker,
            "AIRFLOW__CELERY__CELERY_CONFIG_OPTIONS": "deploy.celery_options.OPTIONS",
            "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{engine}",
            "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT": "93600",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True",
            "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
            "AIRFLOW__CORE__PARALLELISM": str(self.parallelism),
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": engine,
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": engine,
        }
        home = Home(self.folder / "home", self.port).environment({**os.environ, **self.settings, **celery, **self.variables})
        own = self.folder / name
        return {**home, "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(own / "logs"), "COMPOUNDWATCH_VAR": str(own / "var")}

    def _is_healthy(self) -> bool:
        ended = [name for name, process in self.running.items() if process.poll() is not None]
        if ended:
            raise RuntimeError("".join(self.log(name)[-3000:] for name in ended))
        try:
            answer = urllib3.request("GET", f"http://127.0.0.1:{self.port}/api/v2/monitor/health", timeout=10, retries=False)
        except urllib3.exceptions.HTTPError:
            return False
        parts = answer.json() if answer.status == 200 else {}
        healthy = all(parts.get(part, {}).get("status") == "healthy" for part in ("metadatabase", "scheduler", "dag_processor"))
        return healthy and all(" ready." in self.log(name) for name in self.running if name.startswith("worker"))

    def _sign_in(self) -> str:
        if not self._token:
            passwords = json.loads(Home(self.folder / "home", self.port).passwords.read_text())
            login = {"username": "admin", "password": passwords["admin"]}
            answer = urllib3.request("POST", f"http://127.0.0.1:{self.port}/auth/token", json=login, timeout=120)
            self._token = answer.json()["access_token"]
        return self._token


def _kill(process: psutil.Process) -> None:
    try:
        process.send_signal(signal.SIGKILL)
    except psutil.NoSuchProcess:
        return
