"""Airflow on Celery, two workers that share no disk, one part after the other killed: nothing lost, nothing doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from benchmarks.slow_boards import Boards, native_ids
from compoundwatch.posting import posting_id
from tests.servers.celery_airflow import wait_for
from tests.servers.node import Node
from tests.servers.object_store import ObjectStore
from tests.servers.redis import Redis
from tests.servers.several_machines import DESKS, Machines, Servers, server_killed, several_machines

# Enough of them, and slow enough, that each kill meets tasks in their middle.
BOARDS = Boards(count=10, adverts=5, seconds=0.8)
PATIENCE = 480.0
DAG = "ingest_daily"


@pytest.fixture
def servers(postgres_server: str, own_redis: Redis, own_object_store: ObjectStore, own_elasticsearch: Node) -> Servers:
    return Servers(postgres_server, own_redis, own_object_store, own_elasticsearch)


@pytest.fixture
def machines(tmp_path: Path, servers: Servers) -> Iterator[Machines]:
    with several_machines(tmp_path / "machines", servers, BOARDS) as machines:
        yield machines


@pytest.mark.slow
def test_each_part_is_killed_in_turn_and_nothing_is_lost_or_doubled(machines: Machines, servers: Servers) -> None:
    machines.airflow.unpause("notify", DAG)
    run = machines.airflow.first_run(DAG)
    await_pages(machines, 4)
    machines.service_killed("worker-0")
    for kill in in_turn(machines, servers):
        await_work(machines, run)
        kill()
    ended = wait_for(lambda: machines.airflow.ending(DAG, run), PATIENCE, f"end of {DAG}")
    assert (ended, unsuccessful(machines, run)) == ("success", []), machines.airflow.task_logs()[-20000:]

    wanted = {
        posting_id(source, name) for number, source in enumerate(machines.sources) for name in native_ids(number, BOARDS.adverts)
    }
    assert Counter(posting["id"] for posting in machines.postings()) == Counter(wanted)
    told = Counter({(desk, one): 1 for desk in DESKS for one in wanted})
    wait_for(lambda: sum(machines.told().values()) >= sum(told.values()), PATIENCE, "mails of all postings")
    assert machines.told() == told
    # No mail came twice, whatever the ledger says.
    assert set(machines.sink.taken().values()) == {1}
    assert all(machines.airflow.task_logs(worker) for worker in ("worker-0", "worker-1"))


def in_turn(machines: Machines, servers: Servers) -> list[Callable[[], None]]:
    return [
        partial(machines.service_killed, "scheduler"),
        partial(server_killed, servers.redis),
        partial(server_killed, servers.objects),
        partial(server_killed, servers.index),
    ]


def await_pages(machines: Machines, count: int) -> None:
    def look() -> bool:
        return machines.requests.exists() and machines.requests.read_text().count("/job/") >= count

    wait_for(look, PATIENCE, "pages fetched")


def await_work(machines: Machines, run: str) -> None:
    """Until a task is at work that was not when this was called, or has been begun again."""
    before = at_work(machines, run)
    wait_for(lambda: at_work(machines, run) - before, PATIENCE, "task that begins")
    assert machines.airflow.ending(DAG, run) is None, "the run ended before all were killed"


def at_work(machines: Machines, run: str) -> set[tuple[str, int, int]]:
    tasks = machines.airflow.tasks(DAG, run)
    return {(one["task_id"], one["map_index"], one["try_number"]) for one in tasks if one["state"] == "running"}


def unsuccessful(machines: Machines, run: str) -> list[tuple[str, int, str]]:
    tasks = machines.airflow.tasks(DAG, run)
    return [(one["task_id"], one["map_index"], one["state"]) for one in tasks if one["state"] != "success"]
