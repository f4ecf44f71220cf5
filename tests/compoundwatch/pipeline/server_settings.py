"""Installations whose store is on the tests' server, under prefixes of their own that are removed afterwards."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from elasticsearch import Elasticsearch

from compoundwatch.config import Settings
from index import upkeep
from tests.compoundwatch.pipeline.history import settings_of
from tests.servers.cleaning import remove_all


@contextmanager
def server_settings(folder: Path, url: str) -> Iterator[Settings]:
    """Set up; another store may be made under the same prefix with `-again` behind it."""
    prefix = f"test-{secrets.token_hex(5)}"
    settings = settings_of(folder, kind="elasticsearch", url=url, prefix=prefix, replicas=0, retries=3)
    try:
        upkeep.set_up(settings)
        yield settings
    finally:
        with Elasticsearch(url) as client:
            remove_all(client, prefix)
