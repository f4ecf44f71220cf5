"""A store of two mapping versions on the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config.store import StoreConfig
from enrich.judging.risk import assess
from index.elastic.names import Names
from index.elasticsearch import ElasticsearchStore
from tests.index.elastic.upkeep.two_versions import Server


@pytest.fixture
def server(elasticsearch_url: str) -> Iterator[Server]:
    found = Server(elasticsearch_url, f"test-migrate-{token_hex(6)}")
    with found.client() as client:
        yield found
        client.indices.delete(index=",".join(client.indices.get(index=f"{found.prefix}-*")))
        client.options(ignore_status=404).indices.delete_index_template(name=f"{found.prefix}-*")


@pytest.fixture
def open_version(elasticsearch_url: str, store_config: StoreConfig, tmp_path: Path) -> Callable[[int], ElasticsearchStore]:
    """Opens the test's store as a program of that mapping version would."""

    def open_one(version: int) -> ElasticsearchStore:
        names, client = Names(store_config.prefix, version), Elasticsearch(elasticsearch_url)
        return ElasticsearchStore(client, names, store_config, assess, dead_letters=tmp_path, compounds={})

    return open_one
