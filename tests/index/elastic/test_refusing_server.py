"""A server that refuses during an index run: read-only, full, too busy. The run waits and ends by itself; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from benchmarks.made_up_postings import START
from benchmarks.own_store import open_own_store
from index.elastic.names import Names
from tests.index.elastic.long_run import LongRun, assert_whole, made_up, until
from tests.servers.node import Node, server_folder

FEW, MANY = 50, 700
# Little enough that two bulk requests at once are one too many.
TIGHT = {"thread_pool.write.queue_size": 1, "indexing_pressure.memory.limit": "4mb"}
FULL = {f"cluster.routing.allocation.disk.watermark.{mark}": "1000tb" for mark in ("low", "high", "flood_stage")}


@pytest.fixture(scope="module")
def tight_node() -> Iterator[Node]:
    """A server with little room for writing, that looks at its disk as often as it can."""
    watching = {"cluster.routing.allocation.disk.threshold_enabled": True, "cluster.info.update.interval": "10s"}
    with server_folder() as folder:
        node = Node(folder, TIGHT | watching)
        try:
            node.start()
            yield node
        finally:
            node.kill()


def is_flooded(client: Elasticsearch) -> bool:
    """Whether the server has put its block on all indices."""
    settings = client.indices.get_settings(index="full-*", flat_settings=True).body.values()
    return all(one["settings"].get("index.blocks.read_only_allow_delete") == "true" for one in settings)


def bulk_requests(client: Elasticsearch) -> int:
    """How many bulk requests the node has met so far."""
    (node,) = client.nodes.stats(metric="http")["nodes"].values()
    return sum(int(route["requests"]["count"]) for path, route in node["http"]["routes"].items() if path.endswith("/_bulk"))


def refusals(client: Elasticsearch) -> int:
    """How many requests the node has refused with 429 so far."""
    (node,) = client.nodes.stats(metric="indexing_pressure,thread_pool")["nodes"].values()
    return int(node["indexing_pressure"]["memory"]["total"]["coordinating_rejections"]) + int(
        node["thread_pool"]["write"]["rejected"]
    )


@pytest.mark.parametrize("block", ["read_only", "read_only_allow_delete"])
def test_a_run_waits_while_an_index_takes_no_writes(
    client: Elasticsearch, names: Names, elasticsearch_url: str, tmp_path: Path, block: str
) -> None:
    postings = made_up(2 * FEW)
    with open_own_store(elasticsearch_url, tmp_path, names.prefix) as store:
        store.upsert(postings[:FEW], at=START)
        client.indices.put_settings(index=names.postings, settings={f"index.blocks.{block}": True})
        run = LongRun(store, postings[FEW:])
        # What is about to be written is announced first, in another index.
        until(lambda: client.count(index=names.reading("pending"))["count"] > 0)
        is_waiting = run.is_going
        client.indices.put_settings(index=names.postings, settings={f"index.blocks.{block}": None})
        run.end()

        assert is_waiting
        assert_whole(store, postings)


@pytest.mark.slow
def test_a_run_waits_while_the_disk_is_full(tight_node: Node, tmp_path: Path) -> None:
    postings = made_up(2 * FEW)
    with Elasticsearch(tight_node.url) as client, open_own_store(tight_node.url, tmp_path, "full") as store:
        store.upsert(postings[:FEW], at=START)
        client.cluster.put_settings(persistent=FULL)
        until(lambda: is_flooded(client))
        before = bulk_requests(client)
        run = LongRun(store, postings[FEW:])
        until(lambda: bulk_requests(client) >= before + 2)
        is_waiting = run.is_going
        client.cluster.put_settings(persistent=dict.fromkeys(FULL))
        run.end()

        assert is_waiting
        assert_whole(store, postings)


@pytest.mark.slow
def test_a_server_that_is_too_busy_gets_everything_in_the_end(tight_node: Node, tmp_path: Path) -> None:
    parts = [made_up(MANY, "board" + "s" * writer) for writer in range(3)]
    stores = [open_own_store(tight_node.url, tmp_path, "busy") for _ in parts]
    with Elasticsearch(tight_node.url) as client:
        before = refusals(client)
        for run in [LongRun(store, part) for store, part in zip(stores, parts, strict=True)]:
            run.end()

        assert refusals(client) > before
        assert_whole(stores[0], [posting for part in parts for posting in part])
    for store in stores:
        store.close()
