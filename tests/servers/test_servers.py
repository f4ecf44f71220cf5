"""The servers that other tests build on are real, shared and replaceable."""

from __future__ import annotations

import json
import urllib.request

import pytest

from tests.servers.fixtures import SecuredServer
from tests.servers.node import Node


def version_of(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return str(json.load(answer)["version"]["number"])


def test_the_shared_server_is_elasticsearch_9(elasticsearch_url: str) -> None:
    assert version_of(elasticsearch_url).startswith("9.")


@pytest.mark.slow
def test_an_own_server_comes_back_after_a_kill_at_the_same_address(own_elasticsearch: Node) -> None:
    before = own_elasticsearch.url
    own_elasticsearch.kill()
    own_elasticsearch.start()
    assert own_elasticsearch.url == before
    assert version_of(before)


def test_the_secured_server_speaks_tls(secured_elasticsearch: SecuredServer) -> None:
    assert secured_elasticsearch.url.startswith("https://127.0.0.1:")
