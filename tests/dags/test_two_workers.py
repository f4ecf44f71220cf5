"""Airflow on Celery, two workers that share no disk, one part after the other killed: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pytest
import yaml

from benchmarks.mail_sink import Sink
from benchmarks.slow_boards import native_ids, slow_boards, write_sources
from compoundwatch.posting import posting_id
from tests.servers.celery_airflow import CHECKOUT, CeleryAirflow, wait_for
from tests.servers.databases import fresh_database
from tests.servers.node import Node
from tests.servers.object_store import ObjectStore
from tests.servers.redis import Redis

BOARDS, ADVERTS = 6, 6
# A page is answered after so long: the part that waits is what is killed in the middle.
PAGE_SECONDS = 0.7
# As long as a part that was killed stays away, so that the others meet it dead.
AWAY_SECONDS = 4.0
PATIENCE = 600.0
DAG = "ingest_daily"
DESKS = ("desk@example.org", "night@example.org")


class Server(Protocol):
    def kill(self) -> None: ...
    def start(self) -> None: ...


@dataclass
class Machines:
    """An installation on several machines. `environment` is what each of them is given."""

    airflow: CeleryAirflow
    sink: Sink
    servers: dict[str, Server]
    environment: dict[str, str]
    requests: Path

    def killed(self, name: str) -> None:
        """A server is killed, stays away for a moment, and comes back."""
        self.servers[name].kill()
        time.sleep(AWAY_SECONDS)
        self.servers[name].start()

    def service_killed(self, name: str) -> None:
        self.airflow.kill(name)
        time.sleep(AWAY_SECONDS)
        self.airflow.begin(name)

    def postings(self) -> list[dict[str, Any]]:
        """Everything in the store, as an outside program sees it."""
        found = json.loads(self.do("search", "*", "--json", "--limit", "1000"))["postings"]
        assert isinstance(found, list)
        return found

    def do(self, *words: str) -> str:
        command = [sys.executable, "-m", "compoundwatch", *words]
        ended = subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def told(self) -> Counter[tuple[str, str]]:
        """How often each posting was told to each subscriber in a mail that was sent."""
        with psycopg.connect(self.environment["COMPOUNDWATCH_DATABASE_URL"]) as state:
            rows = state.execute(
                "SELECT ledger.subscriber, ledger.posting_id FROM ledger JOIN mails ON mails.id = ledger.mail"
                " WHERE mails.state = 'sent' AND ledger.event = 'new'"
            ).fetchall()
        return Counter((row[0], row[1]) for row in rows)


@pytest.fixture
def machines(
    tmp_path: Path, postgres_server: str, own_redis: Redis, own_object_store: ObjectStore, own_elasticsearch: Node
) -> Iterator[Machines]:
    """Running, with its DAGs paused; pages, mails and every server are this test's own."""
    own_object_store.make_bucket("runs")
    requests = tmp_path / "requests"
    with (
        fresh_database(postgres_server) as state,
        fresh_database(postgres_server) as metadata,
        slow_boards(BOARDS, ADVERTS, PAGE_SECONDS, requests) as addresses,
        Sink(tmp_path / "mails") as sink,
    ):
        configs = tmp_path / "configs"
        write_sources(configs, addresses, ADVERTS)
        _write_settings(configs, own_elasticsearch.url, sink.port)
        places = {"COMPOUNDWATCH_CONFIGS": str(configs), "COMPOUNDWATCH_VAR": str(tmp_path / "var")}
        environment = {**places, "COMPOUNDWATCH_DATABASE_URL": state, **own_object_store.environment}
        airflow = CeleryAirflow(tmp_path / "airflow", own_redis.url, metadata, environment)
        servers = {"Redis": own_redis, "object store": own_object_store, "index": own_elasticsearch}
        machines = Machines(airflow, sink, servers, environment, requests)
        machines.do("store", "setup")
        try:
            airflow.folder.mkdir()
            airflow.start()
            yield machines
        finally:
            airflow.stop()


def _write_settings(configs: Path, index: str, port: int) -> None:
    mail = {"transport": "smtp", "sender": "alerts@example.org", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none"}
    app = {
        "cache": str(CHECKOUT / "var" / "cache"), "tables": str(CHECKOUT / "configs"), "files": "s3://runs/here",
        "store": {"kind": "elasticsearch", "url": index, "replicas": 0}, "mail": {**mail, "per_domain_per_minute": 100_000},
        "politeness": {"delay": 0.1, "timeout": 10, "retries": 1, "allow_loopback": True},
    }  # fmt: skip
    (configs / "app.yml").write_text(yaml.safe_dump(app), encoding="utf-8")
    (configs / "alerts").mkdir()
    for number, desk in enumerate(DESKS):
        alert = {"title": "KK Park", "email": desk, "consent": "made up for a test", "query": '"KK Park"', "min_level": "low"}
        (configs / "alerts" / f"desk{number}.yml").write_text(yaml.safe_dump(alert), encoding="utf-8")


@pytest.mark.slow
def test_each_part_is_killed_in_turn_and_nothing_is_lost_or_doubled(machines: Machines) -> None:
    airflow = machines.airflow
    airflow.unpause("notify", DAG)
    run = the_run(machines)
    for number, kill in enumerate(in_turn(machines)):
        moment(machines, run, number)
        kill()
    state = wait_for(lambda: ended(machines, run), PATIENCE, f"end of {DAG}")
    failed = [(task["task_display_name"], task["state"]) for task in airflow.tasks(DAG, run) if task["state"] != "success"]
    assert (state, failed) == ("success", []), airflow.task_logs()[-20000:]

    wanted = {posting_id(f"board_{board:04}", name) for board in range(BOARDS) for name in native_ids(board, ADVERTS)}
    assert Counter(posting["id"] for posting in machines.postings()) == Counter(wanted)
    told = Counter({(desk, one): 1 for desk in DESKS for one in wanted})
    wait_for(lambda: sum(machines.told().values()) >= sum(told.values()), PATIENCE, "mails of all postings")
    assert machines.told() == told
    assert set(machines.sink.taken().values()) == {1}


def in_turn(machines: Machines) -> list[Callable[[], None]]:
    return [
        lambda: machines.service_killed("worker-0"),
        lambda: machines.service_killed("scheduler"),
        lambda: machines.killed("Redis"),
        lambda: machines.killed("object store"),
        lambda: machines.killed("index"),
    ]


def the_run(machines: Machines) -> str:
    """Started by its own time."""

    def look() -> str | None:
        runs = machines.airflow.ask("GET", f"/api/v2/dags/{DAG}/dagRuns")["dag_runs"]
        return runs[0]["dag_run_id"] if runs else None

    return wait_for(look, PATIENCE, f"run of {DAG}")


def moment(machines: Machines, run: str, number: int) -> None:
    """In the middle of the first crawls; later, when another task has succeeded since and some are at work."""
    requests = 3 if number == 0 else 0
    before = len(in_state(machines, run, "success")) if number else -1

    def look() -> bool:
        fetched = machines.requests.read_text().count("/job/") if machines.requests.exists() else 0
        at_work = in_state(machines, run, "running")
        over = ended(machines, run) is not None
        return over or bool(at_work and fetched >= requests and len(in_state(machines, run, "success")) > before)

    wait_for(look, PATIENCE, f"moment for kill {number}")
    assert ended(machines, run) is None, "the run ended before all were killed"


def in_state(machines: Machines, run: str, state: str) -> list[dict[str, Any]]:
    return [task for task in machines.airflow.tasks(DAG, run) if task["state"] == state]


def ended(machines: Machines, run: str) -> str | None:
    state = str(machines.airflow.run(DAG, run)["state"])
    return state if state in {"success", "failed"} else None
