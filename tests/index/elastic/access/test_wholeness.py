"""What could not be read is never taken for what is not there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import ApiError, Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import TryLater
from index.elastic.access.connection import connect, explained
from index.elastic.names import Names

NOWHERE = {"index.routing.allocation.require._name": "no-such-node", "index.number_of_replicas": 0}

Ask = Callable[[Elasticsearch, str, str], object]


@pytest.fixture
def impatient(store_config: StoreConfig, tmp_path: Path) -> Iterator[Elasticsearch]:
    with connect(store_config.model_copy(update={"retries": 0}), Secrets(), tmp_path) as client:
        yield client


@pytest.fixture
def whole(client: Elasticsearch, names: Names) -> str:
    client.index(index=f"{names.prefix}-whole", id="a", document={"at": "hand"}, refresh=True)
    return f"{names.prefix}-whole"


@pytest.fixture
def lost(client: Elasticsearch, names: Names) -> str:
    """An index whose only shard is on no node, as after a node was lost."""
    name = f"{names.prefix}-lost"
    client.indices.create(index=name, settings=NOWHERE, wait_for_active_shards="0")
    return name


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda client, whole, lost: client.search(index=f"{whole},{lost}"), id="search"),
        pytest.param(lambda client, whole, lost: client.count(index=f"{whole},{lost}"), id="count"),
        pytest.param(lambda client, whole, lost: client.msearch(searches=[{"index": f"{whole},{lost}"}, {}]), id="msearch"),
        pytest.param(lambda client, whole, lost: client.msearch(searches=[{"index": lost}, {}]), id="msearch of nothing else"),
        pytest.param(
            lambda client, whole, lost: client.mget(docs=[{"_index": whole, "_id": "a"}, {"_index": lost, "_id": "a"}]), id="mget"
        ),
        pytest.param(lambda client, whole, lost: client.indices.refresh(index=lost), id="refresh"),
    ],
)
def test_an_answer_without_a_shard_is_a_failure_that_may_heal(impatient: Elasticsearch, whole: str, lost: str, ask: Ask) -> None:
    with pytest.raises(TryLater), explained():
        ask(impatient, whole, lost)


def test_the_failure_says_what_is_missing(impatient: Elasticsearch, whole: str, lost: str) -> None:
    with pytest.raises(ApiError, match="incomplete_answer") as failed:
        impatient.search(index=f"{whole},{lost}")
    assert failed.value.body["error"]["reason"] == "only 1 of 2 shards answered"


def test_an_index_that_was_dropped_holds_nothing(impatient: Elasticsearch, whole: str) -> None:
    answer = impatient.mget(docs=[{"_index": whole, "_id": "a"}, {"_index": f"{whole}-dropped", "_id": "a"}])

    assert [bool(doc.get("found")) for doc in answer["docs"]] == [True, False]


def test_a_replica_that_is_nowhere_yet_is_no_fault(impatient: Elasticsearch, client: Elasticsearch, names: Names) -> None:
    name = f"{names.prefix}-lonely"
    client.indices.create(index=name, settings={"index.number_of_replicas": 1})

    impatient.indices.refresh(index=name)
    assert impatient.count(index=name)["count"] == 0
