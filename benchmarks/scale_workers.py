"""Many sources through a real Airflow on Celery: what one worker and what two carry, and what Airflow itself takes of it.

Pages answer as slowly as the web does, so what a further worker gains here is mostly waiting done at the same time.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.slow_boards import Boards
from tests.servers.celery_airflow import wait_for
from tests.servers.node import Node, server_folder
from tests.servers.object_store import ObjectStore
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.several_machines import Machines, Servers, several_machines

_DAG = "ingest_daily"
_LONGEST_SECONDS = 24 * 3600.0
# Sources done without Airflow, to know what their stages take by themselves.
_BARE_SOURCES = 3
# The list, robots.txt, and what says whether texts may be mined.
_OTHER_PAGES = 3


def measure_workers(folder: Path, boards: Boards) -> dict[str, Any]:
    """Wall seconds of all sources with one worker and with two, each doing one task at a time.

    Airflow's own share of a source is what one worker needs for each, less what its two stages take from the command line.
    """
    further = replace(boards, count=boards.count + _BARE_SOURCES)
    with _machines(folder / "one-worker", further, 1) as machines:
        bare = _bare_seconds(machines, machines.sources[boards.count :])
        one = _airflow_seconds(machines)
    with _machines(folder / "two-workers", boards, 2) as machines:
        two = _airflow_seconds(machines)
    return {
        "sources": boards.count,
        "pages_a_source": boards.adverts + _OTHER_PAGES,
        "page_seconds": boards.seconds,
        "one_worker_seconds": round(one, 1),
        "two_workers_seconds": round(two, 1),
        "two_workers_ratio": round(one / two, 2),
        "stages_seconds_per_source": round(bare, 2),
        "airflow_seconds_per_source": round(one / boards.count - bare, 2),
    }


@contextmanager
def _machines(folder: Path, boards: Boards, workers: int) -> Iterator[Machines]:
    """All of it new, so that the second measurement finds what the first found."""
    with _servers() as servers, several_machines(folder, servers, boards, workers=workers, at_once=1) as machines:
        yield machines


def _bare_seconds(machines: Machines, sources: list[str]) -> float:
    """Of one source, crawled and published from the command line; Airflow does not see these afterwards."""
    interval, began = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"), time.perf_counter()
    for source in sources:
        run = json.loads(machines.do("stage", "crawl", source, "--interval", interval, "--json"))["run"]
        machines.do("stage", "publish", run)
    seconds = time.perf_counter() - began
    for source in sources:
        (Path(machines.environment["COMPOUNDWATCH_CONFIGS"]) / "spiders" / f"{source}.yml").unlink()
    return seconds / len(sources)


def _airflow_seconds(machines: Machines) -> float:
    """From the begin of the first crawl to the end of the last publishing. Raises RuntimeError where a source failed."""
    airflow = machines.airflow
    airflow.unpause(_DAG)
    run = airflow.first_run(_DAG)
    wait_for(lambda: airflow.ending(_DAG, run), _LONGEST_SECONDS, f"end of {_DAG}")
    tasks = [task for task in airflow.tasks(_DAG, run) if task["task_id"].startswith("source.")]
    if failed := [task for task in tasks if task["state"] != "success"]:
        told = "\n".join(line[:1000] for line in airflow.task_logs().splitlines() if '"level":"error"' in line)
        raise RuntimeError(f"{len(failed)} tasks failed: {told[:10_000]}")
    begun = min(datetime.fromisoformat(task["start_date"]) for task in tasks)
    return (max(datetime.fromisoformat(task["end_date"]) for task in tasks) - begun).total_seconds()


@contextmanager
def _servers() -> Iterator[Servers]:
    with ExitStack() as running:
        postgres, redis, index = Postgres(_folder(running)), Redis(_folder(running)), Node(_folder(running))
        objects = ObjectStore(_folder(running))
        started: tuple[Postgres | Redis | Node | ObjectStore, ...] = (postgres, redis, index, objects)
        for server in started:
            running.callback(server.kill)
            server.start()
        yield Servers(postgres.url, redis, objects, index)


def _folder(running: ExitStack) -> Path:
    return running.enter_context(server_folder())
