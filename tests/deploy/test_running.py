"""The services of deploy/compose.yml come up, are found well by their own watches, and do a task together."""

from __future__ import annotations

import re
import shlex
import time
from dataclasses import dataclass
from typing import Any

import pytest
import urllib3

from tests.deploy.containers import ROOT, VALUES
from tests.deploy.stack import Stack

pytestmark = pytest.mark.slow

_STAYING = ("api-server", "scheduler", "dag-processor", "triggerer", "worker", "console")
_SECONDS = 240.0
# `docker compose exec SERVICE COMMAND`, without its first three words.
COMMANDS = re.findall(r"^docker compose exec (.*)$", (ROOT / "docs/deploy.md").read_text(encoding="utf-8"), re.MULTILINE)


def test_the_services_come_up_and_do_a_task_together(stack: Stack, subtests: pytest.Subtests) -> None:
    """One test, because starting them all is what takes the time."""
    for name in ("certificates", "accounts", "setup"):
        stack.once(name)
    for name in _STAYING:
        stack.begin(name)
    for name in _STAYING:
        with subtests.test("its own watch finds it well", service=name):
            stack.wait_until_healthy(name)
    with subtests.test("the admin's password is the one that was set"):
        assert sign_in(stack, VALUES["AIRFLOW_ADMIN_PASSWORD"]).status == 201
        assert sign_in(stack, "another").status == 401
    with subtests.test("a worker does what the scheduler plans"):
        assert run_of_a_dag(stack) == "success"
    with subtests.test("what is done once can be done again"):
        assert stack.once("certificates") == "certificates are good\n"
        assert "is there" in stack.once("setup")
    for service, *words in map(shlex.split, COMMANDS):
        with subtests.test("a command on the page can be run inside", words=words):
            stack.run(service, words)


def run_of_a_dag(stack: Stack) -> str:
    """How it ended. No source is enabled in the settings that ship, so that a run asks for sources and ends."""
    ask = Airflow(stack, sign_in(stack, VALUES["AIRFLOW_ADMIN_PASSWORD"]).json()["access_token"])
    ask.until("dags/ingest_daily", "dag_id", ".+")
    run = ask.until("dags/ingest_daily/dagRuns", "dag_run_id", ".+", {"logical_date": None})
    return ask.until(f"dags/ingest_daily/dagRuns/{run}", "state", "success|failed")


def sign_in(stack: Stack, password: str) -> urllib3.BaseHTTPResponse:
    body = {"username": "admin", "password": password}
    return urllib3.request("POST", f"http://127.0.0.1:{stack.ports['api-server']}/auth/token", json=body, timeout=60)


@dataclass(frozen=True)
class Airflow:
    """Its REST API."""

    stack: Stack
    token: str

    def until(self, path: str, name: str, value: str, body: object = None) -> str:
        """Ask until `name` of the answer is `value`, a pattern; a body is posted. Raises AssertionError where it never is."""
        end = time.monotonic() + _SECONDS
        while not re.fullmatch(value, found := str(self._ask(path, body).get(name, ""))):
            assert time.monotonic() < end, (path, found, self.stack.log("scheduler"), self.stack.log("worker"))
            time.sleep(1)
        return found

    def _ask(self, path: str, body: object) -> dict[str, Any]:
        url = f"http://127.0.0.1:{self.stack.ports['api-server']}/api/v2/{path}"
        headers = {"Authorization": f"Bearer {self.token}"}
        answer = urllib3.request("POST" if body else "GET", url, json=body, headers=headers, timeout=60)
        told: dict[str, Any] = answer.json()
        return told
