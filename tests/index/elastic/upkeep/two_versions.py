"""A small store in two mapping versions, for the tests of migrating."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from index.elastic.names import SINGLE, Names
from index.elastic.schema.layout import Layout, Source
from index.elastic.upkeep.migrate import MigrateReport, migrate

MONTHS = ("2026.10", "2026.11")


def layout(version: int) -> Layout:
    """A small store of documents `{"count"}`; version 2 derives `double` from it, kept, and `hidden`, not kept."""
    counted = {"count": {"type": "integer"}}
    derived = {"double": {"type": "integer"}, "hidden": {"type": "integer"}} if version == 2 else {}
    mapping = {"dynamic": "strict", "properties": counted | derived, "_source": {"excludes": ["hidden"]}}
    kinds = ("postings", *SINGLE)
    settings = {kind: {"number_of_shards": 2 if kind == "postings" else 1, "number_of_replicas": 0} for kind in kinds}
    return Layout(version, dict.fromkeys(kinds, mapping), settings, {1: _doubled}, _completed)


def _doubled(kind: str, source: Source) -> Source:
    return source | {"double": 2 * source["count"]}


def _completed(kind: str, source: Source) -> Source:
    return source | ({"hidden": source["count"]} if "double" in source else {})


def document(number: int, version: int) -> Source:
    source: Source = {"count": number}
    return _completed("postings", _doubled("postings", source) if version == 2 else source)


@dataclass(frozen=True)
class Server:
    url: str
    prefix: str

    def client(self) -> Elasticsearch:
        return Elasticsearch(self.url)

    def names(self, version: int) -> Names:
        return Names(self.prefix, version)


def set_up(server: Server, documents: int = 0) -> None:
    """A store of version 1, with counters at 0 in every month."""
    names, old = server.names(1), layout(1)
    with server.client() as client:
        for kind in SINGLE:
            aliases: dict[str, Any] = {alias: {} for alias in names.single_aliases(kind)}
            client.indices.create(
                index=names.single_index(kind), mappings=old.mappings[kind], settings=old.settings[kind], aliases=aliases
            )
        for month in MONTHS:
            make_month(client, names, month)
            operations: list[dict[str, Any]] = []
            for number in range(documents):
                operations += [{"index": {"_id": f"counter-{number}"}}, document(0, 1)]
            if operations:
                client.bulk(index=names.month_alias(month), operations=operations, refresh=True)


def make_month(client: Elasticsearch, names: Names, month: str) -> None:
    made = layout(names.version)
    client.indices.create(
        index=names.month_index(month),
        mappings=made.mappings["postings"],
        settings=made.settings["postings"],
        aliases={alias: {} for alias in names.month_aliases(month)},
    )


def to_version_2(server: Server) -> MigrateReport:
    with server.client() as client:
        return migrate(client, server.names(2), layout(2), lambda line: None)


def contents(client: Elasticsearch, alias: str) -> dict[str, Source]:
    client.indices.refresh(index=alias)
    hits = client.search(index=alias, size=10_000)["hits"]["hits"]
    found = {f"{hit['_index'][-7:]} {hit['_id']}": hit["_source"] for hit in hits}
    assert len(found) == len(hits)
    return found
