"""Mappings changed under the hands of writers, with the migration killed at any moment: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from elastic_transport import Urllib3HttpNode
from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError

from index.elastic.schema.layout import Source
from index.elastic.schema.version import is_write_block, stored_versions
from index.elastic.upkeep.migrate import migrate
from tests.index.elastic.upkeep.two_versions import MONTHS, Server, contents, document, layout, set_up, to_version_2

FORK = get_context("fork")
# Until a writer must have met the new version.
_LONGEST_SECONDS = 60


def write_on(server: Server, ledger: Path, stop: Event, came_over: Event, seed: int) -> None:
    """Create, count up and delete until told to stop; what the server has taken stands in the ledger, by month and id.

    `came_over` is set once something was written in version 2.
    """
    chance, version = random.Random(seed), 1
    done: Counter[str] = Counter()
    with server.client() as client:
        while not stop.is_set():
            names = server.names(version)
            month = chance.choice(MONTHS)
            try:
                what = chance.random()
                if what < 0.6:
                    one = f"counter-{chance.randrange(40)}"
                    count_up(client, names.month_alias(month), one, version)
                    done[f"{month} {one}"] += 1
                elif what < 0.9:
                    one = f"{seed}-{len(done)}-{token_hex(4)}"
                    client.create(index=names.month_alias(month), id=one, document=document(1, version), require_alias=True)
                    done[f"{month} {one}"] = 1
                else:
                    one = chance.choice([*done, ""])
                    if one and "counter" not in one:
                        client.delete(index=names.month_alias(one[:7]), id=one[8:])
                        del done[one]
                if version == 2:
                    came_over.set()
            except ConflictError:
                continue
            except NotFoundError:
                version = max(stored_versions(client, names))
            except ApiError as error:
                if not is_write_block(error):
                    raise
                time.sleep(0.02)
    ledger.write_text(json.dumps(done))


def count_up(client: Elasticsearch, alias: str, one: str, version: int) -> None:
    read = client.get(index=alias, id=one)
    client.index(
        index=alias,
        id=one,
        document=document(read["_source"]["count"] + 1, version),
        if_seq_no=read["_seq_no"],
        if_primary_term=read["_primary_term"],
        require_alias=True,
    )


class DyingNode(Urllib3HttpNode):
    """A connection whose process is killed instead of sending one request more than it may."""

    requests_left = 0

    def perform_request(self, *args: Any, **more: Any) -> Any:
        DyingNode.requests_left -= 1
        if DyingNode.requests_left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().perform_request(*args, **more)


def to_version_2_until_killed(server: Server, requests: int) -> None:
    DyingNode.requests_left = requests
    with Elasticsearch(server.url, node_class=DyingNode) as client:
        migrate(client, server.names(2), layout(2), lambda line: None)


@contextmanager
def two_writers(server: Server, tmp_path: Path) -> Iterator[None]:
    """At work in processes of their own; at the end what the server holds is what it has told them."""
    set_up(server, documents=100)
    stop = FORK.Event()
    ledgers = [tmp_path / f"{seed}.json" for seed in (1, 2)]
    came_over = [FORK.Event() for _ in ledgers]
    told = zip(ledgers, came_over, strict=True)
    writers = [
        FORK.Process(target=write_on, args=(server, path, stop, event, seed), daemon=True)
        for seed, (path, event) in enumerate(told)
    ]
    for writer in writers:
        writer.start()
    yield
    assert all(event.wait(_LONGEST_SECONDS) for event in came_over)
    stop.set()
    for writer in writers:
        writer.join()
    with server.client() as client:
        assert_as_in_ledgers(contents(client, server.names(2).postings), ledgers)
        assert stored_versions(client, server.names(2)) == {2}


@pytest.mark.slow
def test_killed_before_one_request_after_another_while_two_write(server: Server, tmp_path: Path) -> None:
    chance, requests = random.Random(7), 0
    with two_writers(server, tmp_path):
        killed = True
        while killed:
            requests += chance.randrange(20, 80)
            migration = FORK.Process(target=to_version_2_until_killed, args=(server, requests))
            migration.start()
            migration.join()
            killed = migration.exitcode == -signal.SIGKILL
    assert requests > 100


@pytest.mark.slow
def test_killed_in_the_middle_of_requests_while_two_write(server: Server, tmp_path: Path) -> None:
    chance = random.Random(5)
    with two_writers(server, tmp_path):
        for _ in range(8):
            migration = FORK.Process(target=to_version_2, args=(server,))
            migration.start()
            migration.join(chance.uniform(0.02, 0.8))
            migration.kill()
            migration.join()
        to_version_2(server)


def test_two_migrations_at_once_do_no_harm(server: Server, tmp_path: Path) -> None:
    with two_writers(server, tmp_path):
        both = [FORK.Process(target=to_version_2, args=(server,)) for _ in range(2)]
        for migration in both:
            migration.start()
        for migration in both:
            migration.join()
        to_version_2(server)


def assert_as_in_ledgers(found: dict[str, Source], ledgers: list[Path]) -> None:
    expected = Counter({f"{month} counter-{number}": 0 for month in MONTHS for number in range(100)})
    for ledger in ledgers:
        expected.update(json.loads(ledger.read_text()))
    assert {one: source["count"] for one, source in found.items()} == expected
    assert all(source["double"] == 2 * source["count"] for source in found.values())
