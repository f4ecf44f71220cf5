"""A real Airflow for tests: the one that `make airflow` starts, with its scheduler, asked over its REST API."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import psutil
import urllib3

from tests.dags.conftest import ROOT
from tests.servers.ports import free_port

START_SECONDS = 240.0
TASK_SECONDS = 240.0
_LOOK_SECONDS = 0.5

Found = TypeVar("Found")


def wait_for(look: Callable[[], Found | None], seconds: float, what: str) -> Found:
    """What `look` gives as soon as it gives something. Fails after so many seconds."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"no {what} within {seconds:.0f} s"
        time.sleep(_LOOK_SECONDS)


@dataclass
class LocalAirflow:
    """Started and stopped as a person does it. `variables` are added to the environment."""

    home: Path
    variables: Mapping[str, str]
    port: int = 0
    process: subprocess.Popen[str] | None = None
    printed: list[str] = field(default_factory=list)
    _token: str = ""

    def start(self) -> None:
        """Returns when all services are at work."""
        self.port = self.port or free_port()
        command = [sys.executable, "-m", "deploy.local", "--home", str(self.home), "--port", str(self.port)]
        settings = {"AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "True", "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "1"}
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **settings, **self.variables}
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.append(line)
            if "sign in as" in line:
                return
        raise AssertionError("".join([*self.printed, *self.last_words()]))

    def stop(self, how: signal.Signals = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(how)
        code = self.process.wait(90)
        if self.process.stdout:
            self.process.stdout.close()
        self.process = None
        return code

    def family(self) -> list[psutil.Process]:
        """All its processes now. They are known by their parents: Airflow writes over their environment with a title."""
        assert self.process is not None
        own = psutil.Process(self.process.pid)
        return [own, *own.children(recursive=True)]

    def listening(self) -> set[tuple[str, int]]:
        """Addresses and ports at which they wait for connections."""
        found = [connection for process in self.family() for connection in process.net_connections("inet")]
        return {(connection.laddr.ip, connection.laddr.port) for connection in found if connection.status == psutil.CONN_LISTEN}

    def last_words(self) -> Iterator[str]:
        for log in sorted((self.home / "logs").glob("*.log")):
            yield f"\n--- {log.name}\n{log.read_text(errors='replace')[-2000:]}"

    @property
    def password(self) -> str:
        return str(json.loads((self.home / "passwords.json").read_text())["admin"])

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """What the REST API answers; 404 is None."""
        headers = {"Authorization": f"Bearer {self._sign_in()}"}
        answer = urllib3.request(method, f"http://127.0.0.1:{self.port}{path}", json=body, headers=headers, timeout=60, retries=3)
        assert answer.status < 300 or answer.status == 404, (path, answer.status, answer.data[:500])
        return answer.json() if answer.status < 300 and answer.data else None

    def _sign_in(self) -> str:
        if not self._token:
            login = {"username": "admin", "password": self.password}
            answer = urllib3.request("POST", f"http://127.0.0.1:{self.port}/auth/token", json=login, timeout=60)
            self._token = answer.json()["access_token"]
        return self._token

    def unpause(self, *dag_ids: str) -> None:
        for dag_id in dag_ids:
            wait_for(lambda dag_id=dag_id: self.ask("GET", f"/api/v2/dags/{dag_id}"), START_SECONDS, f"DAG {dag_id}")  # type: ignore[misc]
            self.ask("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})

    def trigger(self, dag_id: str) -> str:
        run: str = self.ask("POST", f"/api/v2/dags/{dag_id}/dagRuns", {"logical_date": None})["dag_run_id"]
        return run

    def runs(self, dag_id: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.ask("GET", f"/api/v2/dags/{dag_id}/dagRuns?limit=100&order_by=run_after")["dag_runs"]
        return found

    def ended(self, dag_id: str, run_id: str | None = None) -> dict[str, Any]:
        """A run, or the first of its DAG, once it has ended."""

        def look() -> dict[str, Any] | None:
            runs = [run for run in self.runs(dag_id) if run_id in {None, run["dag_run_id"]}]
            return next((run for run in runs if run["state"] in {"success", "failed"}), None)

        return wait_for(look, TASK_SECONDS, f"end of {dag_id}")

    def tasks(self, run: Mapping[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
        """(task, name that is shown) → task instance."""
        path = f"/api/v2/dags/{run['dag_id']}/dagRuns/{run['dag_run_id']}/taskInstances?limit=100"
        found = self.ask("GET", path)["task_instances"]
        return {(one["task_id"], str(one["rendered_map_index"] or one["map_index"])): one for one in found}

    def events(self) -> int:
        """How often the asset was updated."""
        return int(self.ask("GET", "/api/v2/assets/events?limit=1")["total_entries"])

    def log_of(self, task: Mapping[str, Any]) -> str:
        """The logs of all tries of a task."""
        folder = self.home / "logs" / f"dag_id={task['dag_id']}" / f"run_id={task['dag_run_id']}" / f"task_id={task['task_id']}"
        mapped = folder / f"map_index={task['map_index']}" if task["map_index"] >= 0 else folder
        return "".join(path.read_text(errors="replace") for path in sorted(mapped.glob("*.log")))


@contextmanager
def running(airflow: LocalAirflow) -> Iterator[LocalAirflow]:
    """Until the block is left, however it is left."""
    try:
        airflow.start()
        yield airflow
    finally:
        if airflow.process is not None:
            airflow.stop(signal.SIGTERM)
