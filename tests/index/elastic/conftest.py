"""A part of the real server for each test: names of its own, and nothing left behind."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig
from enrich.judging.risk import assess
from index.elastic.access.connection import connect
from index.elastic.names import Names
from index.elastic.schema.mapping import install
from index.elasticsearch import ElasticsearchStore
from tests.servers.cleaning import remove_all

OpenServerStore = Callable[[], ElasticsearchStore]


@pytest.fixture
def client(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    with Elasticsearch(elasticsearch_url) as opened:
        yield opened


@pytest.fixture
def names(client: Elasticsearch) -> Iterator[Names]:
    """A prefix that nobody else uses; all that stands under it is removed afterwards."""
    made = Names(f"test-{secrets.token_hex(5)}")
    yield made
    remove_all(client, made.prefix)


@pytest.fixture
def store_config(names: Names, elasticsearch_url: str) -> StoreConfig:
    return StoreConfig(kind="elasticsearch", url=elasticsearch_url, prefix=names.prefix, replicas=0, retries=6)


@pytest.fixture
def set_up(client: Elasticsearch, names: Names, store_config: StoreConfig) -> Names:
    """The names, with templates and single indices in place."""
    install(client, names, store_config)
    return names


@pytest.fixture
def open_server_store(set_up: Names, store_config: StoreConfig, tmp_path: Path) -> Iterator[OpenServerStore]:
    """Opens the same store as often as it is called, as so many processes would."""
    opened: list[ElasticsearchStore] = []

    def open_one() -> ElasticsearchStore:
        client = connect(store_config, Secrets(), tmp_path)
        opened.append(
            ElasticsearchStore(client, set_up, store_config, assess, dead_letters=tmp_path / "dead-letters", compounds={})
        )
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def server_store(open_server_store: OpenServerStore) -> ElasticsearchStore:
    return open_server_store()
