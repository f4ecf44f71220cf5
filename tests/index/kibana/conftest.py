"""The real server, filled once with made-up documents of all four views."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from compoundwatch.config.store import StoreConfig
from index.elastic.mapping import create_month, install
from index.elastic.names import Names
from index.kibana.model import Kind
from index.kibana.saved import Json
from tests.index.elastic.conftest import remove_all
from tests.index.kibana import demo_documents
from tests.index.kibana.demo_documents import Document


@dataclass(frozen=True, slots=True)
class Filled:
    """`documents` by view, then by id."""

    client: Elasticsearch
    names: Names
    documents: dict[Kind, dict[str, Document]]

    def ask(self, kind: Kind, request: Json) -> Json:
        """The answer over the alias that the data view shows."""
        answer: Json = self.client.search(index=f"{self.names.prefix}-{kind}", body=request).body
        assert answer["_shards"]["failed"] == 0
        return answer


@pytest.fixture(scope="session")
def filled(elasticsearch_url: str) -> Iterator[Filled]:
    names = Names(f"test-{secrets.token_hex(5)}")
    with Elasticsearch(elasticsearch_url) as client:
        try:
            yield fill(client, names)
        finally:
            remove_all(client, names.prefix)


def fill(client: Elasticsearch, names: Names) -> Filled:
    install(client, names, StoreConfig(prefix=names.prefix, replicas=0))
    documents: dict[Kind, dict[str, Document]] = {
        "postings": demo_documents.postings(),
        "changes": demo_documents.changes(),
        "runs": demo_documents.runs(),
        "alerts": demo_documents.alerts(),
    }
    # All are first seen in November, so that counts of the greatest parts are exact on one shard.
    create_month(client, names, "2026.11")
    indices = {kind: names.single_index(kind) for kind in documents} | {"postings": names.month_index("2026.11")}
    for kind, group in documents.items():
        actions = ({"_index": indices[kind], "_id": name, "_source": document} for name, document in group.items())
        bulk(client, actions, refresh="wait_for")
    return Filled(client, names, documents)
