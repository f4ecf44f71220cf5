"""A cluster of two nodes, of which one is killed: with copies nobody notices; without, nothing is taken for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from benchmarks.made_up_postings import START
from benchmarks.own_store import open_own_store
from compoundwatch.errors import TryLater
from index.elastic.access.connection import explained
from index.elastic.names import Names
from index.elastic.upkeep.snapshots import backup, register, restore, verify
from index.query import All
from tests.index.elastic.long_run import LongRun, assert_whole, made_up, until
from tests.servers.cluster import two_nodes
from tests.servers.node import Node

FEW, MANY = 50, 700

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def nodes() -> Iterator[tuple[Node, Node]]:
    with two_nodes() as both:
        yield both


@pytest.fixture
def client(nodes: tuple[Node, Node]) -> Iterator[Elasticsearch]:
    with Elasticsearch(nodes[0].url) as opened:
        yield opened


def pin(client: Elasticsearch, indices: str, node: str) -> None:
    """Have all shards of these indices on one node; returns when they are there."""
    client.indices.put_settings(index=indices, settings={"index.routing.allocation.require._name": node})
    until(lambda: {shard["node"] for shard in client.cat.shards(index=indices, format="json").body} == {node})  # type: ignore[index]  # typed as text, which it is without `format`


def lead_on_second(client: Elasticsearch, names: Names) -> None:
    """Have the postings' primaries on the node that will be lost, and a copy of each on the other."""
    copies = client.indices.get_settings(index=names.postings, flat_settings=True).body.values()
    assert {one["settings"]["index.number_of_replicas"] for one in copies} == {"1"}
    client.indices.put_settings(index=names.postings, settings={"index.number_of_replicas": 0})
    pin(client, names.postings, "second")
    client.indices.put_settings(
        index=names.postings, settings={"index.number_of_replicas": 1, "index.routing.allocation.require._name": None}
    )
    assert becomes_green(client, names)


def becomes_green(client: Elasticsearch, names: Names) -> bool:
    health = client.cluster.health(index=f"{names.prefix}-*", wait_for_status="green", wait_for_no_relocating_shards=True)
    return bool(health["status"] == "green")


def is_announced(client: Elasticsearch, names: Names) -> bool:
    """What is about to be written is announced first."""
    return bool(client.count(index=names.reading("pending"))["count"])


def quiet(line: str) -> None:
    """Nobody is told."""


def test_with_copies_a_run_goes_on_when_a_node_is_lost(nodes: tuple[Node, Node], client: Elasticsearch, tmp_path: Path) -> None:
    first, second = nodes
    names, postings = Names("copied"), made_up(FEW + MANY)
    with open_own_store(first.url, tmp_path, names.prefix, replicas=1) as store:
        store.upsert(postings[:FEW], at=START)
        lead_on_second(client, names)
        run = LongRun(store, postings[FEW:])
        until(lambda: is_announced(client, names))
        second.kill()
        was_going = run.is_going
        run.end()

        assert was_going
        assert_whole(store, postings)
        second.start()
        assert becomes_green(client, names)
        assert_whole(store, postings)


def test_without_copies_all_waits_until_the_node_is_back(nodes: tuple[Node, Node], client: Elasticsearch, tmp_path: Path) -> None:
    first, second = nodes
    names, postings = Names("single"), made_up(2 * FEW)
    with open_own_store(first.url, tmp_path, names.prefix) as store:
        store.upsert(postings[:FEW], at=START)
        pin(client, f"{names.prefix}-*,-{names.prefix}-postings-*", "first")
        pin(client, names.postings, "second")
        register(client, "backups", names.prefix)
        whole = backup(client, names, "backups", START, quiet)
        second.kill()

        with open_own_store(first.url, tmp_path, names.prefix, retries=1) as impatient, pytest.raises(TryLater):
            impatient.search(All())
        with pytest.raises(TryLater, match="unassigned primary shards"), explained():
            backup(client, names, "backups", START.replace(year=2027), quiet)
        run = LongRun(store, postings[FEW:])
        until(lambda: is_announced(client, names))
        was_waiting = run.is_going
        second.start()
        run.end()

        assert was_waiting
        assert_whole(store, postings)
        restore(client, Names("restored"), "backups", verify(client, "backups", whole.name).name, quiet)
        assert client.count(index="restored-postings")["count"] == FEW
