"""Indices of earlier mapping versions that a migration left behind: kept until told otherwise, and out of anybody's reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.elastic.names import Names
from index.elastic.schema.version import indices_in_use, kind_of, version_of

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_BESIDE: Final = ("revisions", "changes")
_OPEN: Final = {"index.blocks.write": None}
_CLOSED: Final = {"index.blocks.write": True}


def retired(client: Elasticsearch, names: Names) -> list[str]:
    """Indices of versions below that of `names` which are not in use. Raises the client's errors."""
    found = client.indices.get(index=f"{names.prefix}-*", filter_path="*.aliases")
    old = [index for index in found if (version_of(index, names) or names.version) < names.version]
    return sorted(set(old) - set(indices_in_use(client, names)))


def drop_retired(client: Elasticsearch, names: Names) -> list[str]:
    """Delete them for good; which they were."""
    old = retired(client, names)
    if old:
        client.indices.delete(index=",".join(old))
    return old


def erase_from_retired(client: Elasticsearch, names: Names, posting_id: str) -> None:
    """Remove what they still hold of a posting. Done again it changes nothing. Raises the client's errors.

    They are opened for that: nobody else can write to them, as no alias leads there.
    """
    for index in retired(client, names):
        kind = kind_of(index, names)
        if kind == "postings":
            _delete(client, index, [posting_id])
        elif kind in _BESIDE:
            _delete(client, index, _ids_of(client, index, posting_id))


def _ids_of(client: Elasticsearch, index: str, posting_id: str) -> list[str]:
    from elasticsearch.helpers import scan

    query = {"query": {"term": {"posting_id": posting_id}}, "_source": False}
    return [hit["_id"] for hit in scan(client, index=index, query=query)]


def _delete(client: Elasticsearch, index: str, ids: list[str]) -> None:
    if not ids or not client.count(index=index, query={"ids": {"values": ids}})["count"]:
        return
    client.indices.put_settings(index=index, settings=_OPEN)
    client.bulk(index=index, operations=[{"delete": {"_id": one}} for one in ids], refresh=True)
    client.indices.put_settings(index=index, settings=_CLOSED)
