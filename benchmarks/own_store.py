"""The server store on a node of one's own."""

from __future__ import annotations

from pathlib import Path

from elasticsearch import Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig
from enrich.judging.risk import assess
from index.elastic.access.connection import connect
from index.elastic.names import Names
from index.elastic.schema.mapping import install
from index.elasticsearch import ElasticsearchStore


def open_own_store(url: str, folder: Path, prefix: str = "faults", *, replicas: int = 0, retries: int = 20) -> ElasticsearchStore:
    """Set up where it is not yet, and opened as the product does. `folder` takes its dead letters."""
    names = Names(prefix)
    config = StoreConfig(kind="elasticsearch", url=url, prefix=prefix, replicas=replicas, retries=retries)
    with Elasticsearch(url) as client:
        install(client, names, config)
    own = connect(config, Secrets(), folder)
    return ElasticsearchStore(own, names, config, assess, dead_letters=folder / "dead-letters", compounds={})
