"""Real servers for tests. Where one cannot be had, its tests are skipped, saying what is missing; in CI they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.keeper import shared_server
from tests.servers.missing import Missing
from tests.servers.node import Node, node_folder, require_elasticsearch

URL_VARIABLE = "COMPOUNDWATCH_TEST_ELASTICSEARCH"


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
    with _obtainable(), shared_server("plain") as facts:
        yield facts["url"]


@pytest.fixture(scope="session")
def secured_elasticsearch() -> Iterator[SecuredServer]:
    """A server with security that all tests share."""
    with _obtainable(), shared_server("secured") as facts:
        yield SecuredServer(facts["url"], Path(facts["ca_file"]), facts["user"], facts["password"])


@pytest.fixture
def own_elasticsearch() -> Iterator[Node]:
    """A running server of this test's own, to be killed, stopped and started again at will."""
    with _obtainable():
        require_elasticsearch()
    with node_folder() as folder:
        node = Node(folder)
        try:
            node.start()
            yield node
        finally:
            node.kill()


@contextmanager
def _obtainable() -> Iterator[None]:
    try:
        yield
    except Missing as missing:
        told = f"no Elasticsearch for tests: {missing}"
        if os.environ.get("CI"):
            pytest.fail(told, pytrace=False)
        pytest.skip(told)
