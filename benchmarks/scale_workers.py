"""Many sources through a real Airflow on Celery: what one worker and what two carry, and what Airflow itself takes of it.

Each worker crawls several sources at once, as an installation's do (WORKER_TASKS), and pages answer as slowly as the web does.
That is fair: a polite crawl waits for nearly all of its time, so what limits a worker is how many crawls it may have in progress,
not its processor; the second worker has as many as the first, and all else is the same in both measurements. What it gains is
waiting done at the same time. It could gain nothing more where the processors of the one machine, which servers, Airflow and
both workers share, were busy all the time; so the cores that were used are told beside it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from benchmarks.pace import Pace, pace_of
from benchmarks.slow_boards import Boards
from tests.servers.node import Node, server_folder
from tests.servers.object_store import ObjectStore
from tests.servers.postgres import Postgres
from tests.servers.redis import Redis
from tests.servers.several_machines import Machines, Servers, several_machines

ROOT = Path(__file__).parents[1]
# Sources done without Airflow, to know what their stages take by themselves.
_BARE_SOURCES = 3
# The list, robots.txt, and what says whether texts may be mined.
_OTHER_PAGES = 3


def measure_workers(folder: Path, boards: Boards, at_once: int) -> dict[str, Any]:
    """Wall seconds of all sources with one worker and with two, each doing `at_once` tasks at a time.

    A source holds one of a worker's places while its stages work, which is longer than they take alone (in a process that has
    loaded the same before), since others work beside them; the rest is Airflow's own share. Interrupted (Ctrl-C), it compares
    what was done by then.
    """
    figures: dict[str, Any] = {
        "sources": boards.count,
        "pages_a_source": boards.adverts + _OTHER_PAGES,
        "page_seconds": boards.seconds,
        "crawls_at_once_a_worker": at_once,
    }
    further = replace(boards, count=boards.count + _BARE_SOURCES)
    with _machines(folder / "one-worker", further, 1, at_once) as machines:
        bare = _bare_seconds(machines, machines.sources[boards.count :])
        one = pace_of(machines, boards.count, "one worker")
    figures |= one.told("one_worker")
    held = one.seconds * at_once / max(one.sources, 1)
    figures["stages_alone_seconds_per_source"] = round(bare, 2)
    figures["airflow_seconds_per_source"] = round(held - one.stages, 2)
    figures["airflow_and_crowd_seconds_per_source"] = round(held - bare, 2)
    if one.interrupted:
        return figures
    with _machines(folder / "two-workers", boards, 2, at_once) as machines:
        two = pace_of(machines, boards.count, "two workers")
    return figures | two.told("two_workers") | {"two_workers_ratio": _ratio(two, one)}


def _settings() -> dict[str, str]:
    """How deploy/compose.yml has Airflow's scheduler and workers."""
    compose = yaml.safe_load((ROOT / "deploy" / "compose.yml").read_text(encoding="utf-8"))
    environment: dict[str, str] = compose["x-airflow-environment"]
    return {name: value for name, value in environment.items() if name.startswith(("AIRFLOW__SCHEDULER__", "AIRFLOW__WORKERS__"))}


def _ratio(two: Pace, one: Pace) -> float:
    """How many times the sources in the same time."""
    return round(two.sources / two.seconds / (one.sources / one.seconds), 2)


@contextmanager
def _machines(folder: Path, boards: Boards, workers: int, at_once: int) -> Iterator[Machines]:
    """All of it new, so that the second measurement finds what the first found."""
    # As many again wait in the broker, so that a place that falls free is taken at once.
    parallelism = 2 * workers * at_once
    with (
        _servers() as servers,
        several_machines(
            folder, servers, boards, workers=workers, at_once=at_once, parallelism=parallelism, settings=_settings()
        ) as machines,
    ):
        yield machines


def _bare_seconds(machines: Machines, sources: list[str]) -> float:
    """Of one source, crawled and published without Airflow, which does not see these afterwards."""
    told = subprocess.run(
        [sys.executable, "-m", "benchmarks.scale_bare", *sources],
        cwd=ROOT, env=machines.airflow.environment_of("bare"), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    for source in sources:
        (Path(machines.environment["COMPOUNDWATCH_CONFIGS"]) / "spiders" / f"{source}.yml").unlink()
    seconds: float = json.loads(told.stdout.splitlines()[-1])
    return seconds


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
