"""A store on a server with TLS, users and API keys, opened with the key of each role."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig
from compoundwatch.posting import TaggedPosting, posting_id
from enrich.judging.risk import assess
from index.elastic.access.connection import connect
from index.elastic.access.keys import Key, create_keys, invalidate
from index.elastic.access.roles import Role
from index.elastic.names import Names
from index.elastic.schema.mapping import install
from index.elasticsearch import ElasticsearchStore
from tests.servers.cleaning import remove_all
from tests.servers.fixtures import SecuredServer

BEFORE, NOW = datetime(2026, 11, 20, 12, tzinfo=UTC), datetime(2026, 11, 21, 12, tzinfo=UTC)
POSTING = TaggedPosting.model_validate(
    {
        "id": posting_id("board", "one"), "source": "board", "native_id": "one", "url": "https://board.example/one",
        "kind": "job", "text": "Typing work abroad", "fetched_at": NOW, "enrich_version": "1",
    }
)  # fmt: skip

OpenAs = Callable[[Role], ElasticsearchStore]


@dataclass(frozen=True, slots=True)
class Installation:
    """A store on the secured server, with one posting that was once edited, and keys."""

    server: SecuredServer
    names: Names
    keys: Mapping[Role, Key]

    def config(self) -> StoreConfig:
        return config_of(self.server, self.names)

    def client(self, role: Role) -> Elasticsearch:
        return connect(self.config(), Secrets(elasticsearch_api_key=self.keys[role].encoded), Path())


def config_of(server: SecuredServer, names: Names) -> StoreConfig:
    return StoreConfig(kind="elasticsearch", url=server.url, prefix=names.prefix, ca_file=server.ca_file, replicas=0)


@pytest.fixture(scope="session")
def operator(secured_elasticsearch: SecuredServer) -> Iterator[Elasticsearch]:
    server = secured_elasticsearch
    user = Secrets(elasticsearch_user=server.user, elasticsearch_password=server.password)
    with connect(config_of(server, Names("none")), user, Path()) as client:
        yield client


@pytest.fixture
def other_names(operator: Elasticsearch) -> Iterator[Names]:
    """A prefix without a store; keys made for it are invalidated."""
    names = Names(f"keys-{secrets.token_hex(5)}")
    yield names
    forget(operator, names)


@pytest.fixture(scope="session")
def installed(operator: Elasticsearch, secured_elasticsearch: SecuredServer) -> Iterator[Installation]:
    """One that all tests of a process share."""
    names = Names(f"roles-{secrets.token_hex(5)}")
    try:
        yield set_up(operator, secured_elasticsearch, names)
    finally:
        forget(operator, names)


@pytest.fixture
def own_installation(operator: Elasticsearch, secured_elasticsearch: SecuredServer, other_names: Names) -> Installation:
    """One for a test that takes it apart."""
    return set_up(operator, secured_elasticsearch, other_names)


def set_up(operator: Elasticsearch, server: SecuredServer, names: Names) -> Installation:
    """As an operator does it: keys first, then everything else with the setup key."""
    made = Installation(server, names, {key.role: key for key in create_keys(operator, names)})
    with made.client("setup") as client:
        install(client, names, made.config())
    with opened(made, "writer") as store:
        store.upsert([POSTING.model_copy(update={"text": "Typing work at home", "fetched_at": BEFORE})], at=BEFORE)
        store.upsert([POSTING], at=NOW)
    return made


@pytest.fixture
def open_as(installed: Installation) -> Iterator[OpenAs]:
    with ExitStack() as stores:
        yield lambda role: stores.enter_context(opened(installed, role))


def opened(installed: Installation, role: Role) -> ElasticsearchStore:
    folder = Path("/nowhere")  # nothing is refused for good here, so that nothing is written there
    client = installed.client(role)
    return ElasticsearchStore(client, installed.names, installed.config(), assess, dead_letters=folder, compounds={})


def forget(operator: Elasticsearch, names: Names) -> None:
    remove_all(operator, names.prefix)
    invalidate(operator, [key["id"] for key in operator.security.get_api_key(name=f"{names.prefix}-*")["api_keys"]])
