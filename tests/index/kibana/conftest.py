"""The real server, filled once with made-up documents of all four views."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config.store import StoreConfig
from enrich.judging.risk import assess
from index.elastic.charts.mirror import ServerMirror
from index.elastic.names import Names
from index.elastic.schema.mapping import install
from index.elasticsearch import ElasticsearchStore
from index.kibana.model import Kind
from index.kibana.saved import Json
from tests.index.kibana import demo_documents
from tests.index.kibana.demo_documents import Document
from tests.servers.cleaning import remove_all

_POSTINGS = 400


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
def filled(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    names = Names(f"test-{secrets.token_hex(5)}")
    config = StoreConfig(kind="elasticsearch", url=elasticsearch_url, prefix=names.prefix, replicas=0)
    with Elasticsearch(elasticsearch_url) as client:
        try:
            install(client, names, config)
            letters = tmp_path_factory.mktemp("dead-letters")
            store = ElasticsearchStore(
                Elasticsearch(elasticsearch_url), names, config, assess, dead_letters=letters, compounds=demo_documents.COMPOUNDS
            )
            with store, ServerMirror(Elasticsearch(elasticsearch_url), names, tries=3) as mirror:
                yield Filled(client, names, fill(store, mirror, lambda: client.indices.refresh(index=f"{names.prefix}-*")))
        finally:
            remove_all(client, names.prefix)


def fill(store: ElasticsearchStore, mirror: ServerMirror, refresh: Callable[[], object]) -> dict[Kind, dict[str, Document]]:
    """Postings by way of the store; runs, deliveries and decisions by way of the mirror. What then is there, by view."""
    ids = demo_documents.fill_store(store, _POSTINGS)
    reviews = demo_documents.decisions(ids)
    runs, alerts = demo_documents.runs(), demo_documents.alerts()
    mirror.put("runs", runs.items())
    mirror.put("alerts", alerts.items())
    mirror.review(reviews)
    refresh()
    postings, changes = demo_documents.of_postings(store, reviews), demo_documents.of_changes(store)
    return {"postings": postings, "changes": changes, "runs": runs, "alerts": alerts}
