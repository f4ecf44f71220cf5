"""Real servers for tests. Where one cannot be had, its tests are skipped, saying what is missing; in CI they fail."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
from s3fs import S3FileSystem
from sqlalchemy import Engine

from compoundwatch.db import open_engine
from tests.servers.databases import fresh_database, state_template
from tests.servers.keeper import shared_server
from tests.servers.missing import Missing
from tests.servers.node import Node, require_elasticsearch, server_folder
from tests.servers.object_store import ObjectStore
from tests.servers.postfix import Postfix, require_postfix
from tests.servers.postgres import Postgres, require_postgresql
from tests.servers.redis import Redis, require_redis

URL_VARIABLE = "COMPOUNDWATCH_TEST_ELASTICSEARCH"
POSTGRESQL_VARIABLE = "COMPOUNDWATCH_TEST_POSTGRESQL"


@dataclass(frozen=True, slots=True)
class SecuredServer:
    """TLS, users and API keys are on; `user` may do everything."""

    url: str
    ca_file: Path
    user: str
    password: str


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    """A server without security that all tests share: use a prefix of your own and delete what you made."""
    if given := os.environ.get(URL_VARIABLE):
        yield given
        return
    with _obtainable("Elasticsearch"), shared_server("plain") as facts:
        yield facts["url"]


@pytest.fixture(scope="session")
def secured_elasticsearch() -> Iterator[SecuredServer]:
    """A server with security that all tests share."""
    with _obtainable("Elasticsearch"), shared_server("secured") as facts:
        yield SecuredServer(facts["url"], Path(facts["ca_file"]), facts["user"], facts["password"])


@pytest.fixture
def own_elasticsearch() -> Iterator[Node]:
    """A running server of this test's own, to be killed, stopped and started again at will."""
    with _obtainable("Elasticsearch"):
        require_elasticsearch()
    with server_folder() as folder:
        node = Node(folder)
        try:
            node.start()
            yield node
        finally:
            node.kill()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of the superuser of a PostgreSQL that all tests share."""
    if given := os.environ.get(POSTGRESQL_VARIABLE):
        yield given
        return
    with _obtainable("PostgreSQL"), shared_server("postgresql") as facts:
        yield facts["url"]


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A new and empty database of this test's own."""
    with fresh_database(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def state_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty state database, of each kind that we support."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/state.sqlite"
    else:
        yield request.getfixturevalue("postgres_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def state_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An open state database of each kind, with its newest schema and without rows."""
    if request.param == "sqlite":
        with _opened(f"sqlite:///{tmp_path}/state.sqlite") as engine:
            yield engine
    else:
        server = request.getfixturevalue("postgres_server")
        with fresh_database(server, template=state_template(server)) as url, _opened(url) as engine:
            yield engine


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """A running PostgreSQL of this test's own, to be killed, stopped and started again at will."""
    with _obtainable("PostgreSQL"):
        require_postgresql()
    with server_folder() as folder:
        server = Postgres(folder)
        try:
            server.start()
            yield server
        finally:
            server.kill()


@pytest.fixture
def own_redis() -> Iterator[Redis]:
    """A running Redis of this test's own, to be killed and started again at will."""
    with _obtainable("Redis"):
        require_redis()
    with server_folder() as folder:
        server = Redis(folder)
        try:
            server.start()
            yield server
        finally:
            server.kill()


@pytest.fixture(scope="module")
def start_postfix() -> Iterator[Callable[[int], Postfix]]:
    """Starts a Postfix for the tests of one module; it hands mail on to the port that it is given."""
    with _obtainable("Postfix"):
        require_postfix()
    with ExitStack() as running:

        def start(onward: int) -> Postfix:
            server = Postfix(running.enter_context(server_folder()), onward)
            running.callback(server.stop)
            server.start()
            return server

        yield start


@pytest.fixture(scope="session")
def object_store() -> Iterator[str]:
    """The URL of an S3 server that all tests share: make buckets of your own."""
    with shared_server("object-store") as facts:
        yield facts["url"]


@pytest.fixture
def bucket(object_store: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """`s3://<a new bucket>/runs`, with what leads to it and opens it in the environment."""
    name = f"test-{uuid4().hex}"
    server = ObjectStore(Path(), port=int(object_store.rpartition(":")[2]))
    server.make_bucket(name)
    _lead_to(server, monkeypatch)
    return f"s3://{name}/runs"


@pytest.fixture
def own_object_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ObjectStore]:
    """A running S3 server of this test's own, to be killed and started again at will, known to the environment."""
    (tmp_path / "object-store").mkdir()
    server = ObjectStore(tmp_path / "object-store")
    try:
        server.start()
        _lead_to(server, monkeypatch)
        yield server
    finally:
        server.kill()


def _lead_to(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in server.environment.items():
        monkeypatch.setenv(variable, value)
    # A client of another server would be taken again.
    S3FileSystem.clear_instance_cache()


@contextmanager
def _opened(url: str) -> Iterator[Engine]:
    engine = open_engine(url)
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _obtainable(server: str) -> Iterator[None]:
    try:
        yield
    except Missing as missing:
        told = f"no {server} for tests: {missing}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
