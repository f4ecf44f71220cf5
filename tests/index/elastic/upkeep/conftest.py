"""A store of two mapping versions on the real server."""

from __future__ import annotations

from collections.abc import Iterator
from secrets import token_hex

import pytest

from tests.index.elastic.upkeep.two_versions import Server


@pytest.fixture
def server(elasticsearch_url: str) -> Iterator[Server]:
    found = Server(elasticsearch_url, f"test-migrate-{token_hex(6)}")
    with found.client() as client:
        yield found
        client.indices.delete(index=",".join(client.indices.get(index=f"{found.prefix}-*")))
        client.options(ignore_status=404).indices.delete_index_template(name=f"{found.prefix}-*")
