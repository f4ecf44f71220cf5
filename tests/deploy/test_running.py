"""The services of deploy/compose.yml come up, are found well by their own watches, and do a task together."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

import pytest
import urllib3

from tests.deploy.containers import VALUES
from tests.deploy.stack import Stack

pytestmark = pytest.mark.slow

_STAYING = ("api-server", "scheduler", "dag-processor", "triggerer", "worker", "console")
_SECONDS = 240.0


@pytest.fixture(scope="module")
def running(stack: Stack) -> Stack:
    """In the order that the containers start in."""
    for name in ("certificates", "accounts", "setup"):
        stack.once(name)
    for name in _STAYING:
        stack.begin(name)
    return stack


@pytest.mark.parametrize("name", _STAYING)
def test_it_is_well(running: Stack, name: str) -> None:
    running.wait_until_healthy(name)


def test_what_is_done_once_can_be_done_again(running: Stack) -> None:
    assert running.once("certificates") == "certificates are good\n"
    assert "is there" in running.once("setup")


def test_the_admin_s_password_is_the_one_that_was_set(running: Stack) -> None:
    running.wait_until_healthy("api-server")
    assert sign_in(running, VALUES["AIRFLOW_ADMIN_PASSWORD"]).status == 201
    assert sign_in(running, "another").status == 401


def test_a_worker_does_what_the_scheduler_plans(running: Stack) -> None:
    """No source is enabled in the settings that ship, so that a run asks for sources and ends."""
    running.wait_until_healthy("worker")
    ask = Airflow(running, sign_in(running, VALUES["AIRFLOW_ADMIN_PASSWORD"]).json()["access_token"])
    ask.until("dags/ingest_daily", "dag_id", ".+")
    run = ask.until("dags/ingest_daily/dagRuns", "dag_run_id", ".+", {"logical_date": None})
    ask.until(f"dags/ingest_daily/dagRuns/{run}", "state", "success")


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
