"""An installation on several machines: Airflow on Celery, whose workers share a state database, an object store and an index."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
import yaml

from benchmarks.mail_sink import Sink
from benchmarks.slow_boards import Boards, slow_boards, write_sources
from deploy.local.home import CHECKOUT
from tests.servers.celery_airflow import HURRIED, CeleryAirflow
from tests.servers.databases import fresh_database
from tests.servers.object_store import ObjectStore

# As long as a part that was killed stays away, so that the others meet it dead.
AWAY_SECONDS = 4.0
DESKS = ("desk@example.org", "night@example.org")
_BUCKET = "runs"
_TOLD = """\
SELECT ledger.subscriber, ledger.posting_id FROM ledger JOIN mails ON mails.id = ledger.mail
WHERE mails.state = 'sent' AND ledger.event = 'new'
"""


class Server(Protocol):
    """What may be killed and started again."""

    @property
    def url(self) -> str: ...
    def kill(self) -> None: ...
    def start(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Servers:
    """What the machines share. `postgres` is a superuser's URL."""

    postgres: str
    redis: Server
    objects: ObjectStore
    index: Server


@dataclass(frozen=True, slots=True)
class Machines:
    """`environment` is what each machine is given; `sources` are named like the files of the boards."""

    airflow: CeleryAirflow
    sink: Sink
    environment: dict[str, str]
    sources: list[str]
    requests: Path

    def service_killed(self, name: str) -> None:
        """A service of Airflow is killed, stays away for a moment, and comes back."""
        self.airflow.kill(name)
        time.sleep(AWAY_SECONDS)
        self.airflow.begin(name)

    def do(self, *words: str) -> str:
        """What a command of ours prints."""
        command = [sys.executable, "-m", "compoundwatch", *words]
        ended = subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise RuntimeError(f"{' '.join(words)}: {ended.stderr}")
        return ended.stdout

    def postings(self) -> list[dict[str, Any]]:
        """Everything in the store, as an outside program sees it."""
        found: list[dict[str, Any]] = json.loads(self.do("search", "*", "--json", "--limit", "1000"))["postings"]
        return found

    def told(self) -> Counter[tuple[str, str]]:
        """How often each posting was told to each subscriber in a mail that was sent."""
        with psycopg.connect(self.environment["COMPOUNDWATCH_DATABASE_URL"]) as state:
            return Counter((row[0], row[1]) for row in state.execute(_TOLD).fetchall())


def server_killed(server: Server) -> None:
    """A server is killed, stays away for a moment, and comes back."""
    server.kill()
    time.sleep(AWAY_SECONDS)
    server.start()


@contextmanager
def several_machines(
    folder: Path,
    servers: Servers,
    boards: Boards,
    *,
    workers: int = 2,
    at_once: int = 2,
    parallelism: int = 8,
    settings: Mapping[str, str] = HURRIED,
) -> Iterator[Machines]:
    """Running in a new folder, with its DAGs paused; pages, mails, databases and names in the index are its own.

    `at_once`, `parallelism`, `settings`: see `CeleryAirflow`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    servers.objects.make_bucket(_BUCKET)
    requests, configs = folder / "requests", folder / "configs"
    with (
        fresh_database(servers.postgres) as state,
        fresh_database(servers.postgres) as metadata,
        slow_boards(boards, requests) as addresses,
        Sink(folder / "mails") as sink,
    ):
        sources = write_sources(configs, addresses, boards.adverts)
        _write_settings(configs, servers.index.url, sink.port, folder.name)
        places = {"COMPOUNDWATCH_CONFIGS": str(configs), "COMPOUNDWATCH_VAR": str(folder / "var")}
        environment = {**places, "COMPOUNDWATCH_DATABASE_URL": state, **servers.objects.environment}
        airflow = CeleryAirflow(folder / "airflow", servers.redis.url, metadata, environment, at_once, parallelism, settings)
        machines = Machines(airflow, sink, environment, sources, requests)
        machines.do("store", "setup")
        try:
            airflow.start(workers)
            yield machines
        finally:
            airflow.stop()


def _write_settings(configs: Path, index: str, port: int, name: str) -> None:
    smtp = {"transport": "smtp", "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none"}
    app = {
        "cache": str(CHECKOUT / "var" / "cache"), "tables": str(CHECKOUT / "configs"), "files": f"s3://{_BUCKET}/{name}",
        "store": {"kind": "elasticsearch", "url": index, "replicas": 0, "prefix": name},
        "mail": {**smtp, "sender": "alerts@example.org", "per_domain_per_minute": 100_000},
        "politeness": {"delay": 0.1, "timeout": 120, "retries": 2, "allow_loopback": True},
    }  # fmt: skip
    (configs / "app.yml").write_text(yaml.safe_dump(app), encoding="utf-8")
    (configs / "alerts").mkdir()
    for number, desk in enumerate(DESKS):
        alert = {"title": "KK Park", "email": desk, "consent": "made up for a test", "query": '"KK Park"', "min_level": "low"}
        (configs / "alerts" / f"desk{number}.yml").write_text(yaml.safe_dump(alert), encoding="utf-8")
