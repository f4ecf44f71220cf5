"""Whole months of postings dropped by age, with what the single indices hold of them.

A month first leaves its aliases, so that no writer can reach it; its index goes last, and tells the next run, where this one
is cut short, what is still to be done. Deletions are found and sent page by page: a server may lack `_delete_by_query`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import StoreError
from compoundwatch.text import one_line
from index.elastic.names import Names
from index.elastic.schema.version import version_of
from index.expiry import ExpiredMonth, select_expired

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Hit = dict[str, Any]
Query = dict[str, Any]

_PAGE: Final = 500
# Eighty years.
_MOST_MONTHS: Final = 1000
_GONE_OR_CHANGED: Final = (200, 404, 409)
# Single indices that hold something of a posting under `posting_id`.
_BESIDE: Final = ("revisions", "changes")


def expired_months(client: Elasticsearch, names: Names, before: str) -> list[ExpiredMonth]:
    """Months older than `before` (`2024.01`), oldest first; the newest of all is in use and never among them.

    Those whose index somebody else has deleted are told with 0 postings. Raises UsageError where `before` is no month, else
    the client's errors.
    """
    counts = dict.fromkeys(_registered(client, names), 0)
    for index in client.indices.get(index=names.all_months(), filter_path="*.aliases"):
        if version_of(index, names) is not None:
            month = index.rpartition("-")[2]
            # A migrated month stands twice: as it is and as it was.
            counts[month] = max(counts.get(month, 0), client.count(index=index)["count"])
    return select_expired([ExpiredMonth(month, count) for month, count in sorted(counts.items())], before)


def drop_months(client: Elasticsearch, names: Names, before: str, *, dry_run: bool = False) -> list[ExpiredMonth]:
    """Drop them: index, registry entries, revisions, changes; what went, or with `dry_run` would go.

    Nobody is told, and an id that comes again is a new posting; entries of erased ids stay. Safe to be killed: the next call
    goes on. Raises UsageError, StoreError, and the client's errors.
    """
    expired = expired_months(client, names, before)
    for month in [] if dry_run else expired:
        _drop(client, names, month.month)
    return expired


def _drop(client: Elasticsearch, names: Names, month: str) -> None:
    indices = list(client.indices.get(index=f"{names.prefix}-postings-v*-{month}", filter_path="*.aliases"))
    aliases = (names.postings, f"{names.postings}-*")
    actions = [{"remove": {"index": index, "aliases": list(aliases)}} for index in indices]
    if actions:
        client.options(ignore_status=404).indices.update_aliases(actions=actions)
    while entries := _found(client, names.single("ids"), _standing(month)):
        ids = [entry["_id"] for entry in entries]
        for kind in _BESIDE:
            _delete_all(client, names.single(kind), {"terms": {"posting_id": ids}})
        _delete(client, names.single("ids"), entries)
    if indices:
        client.indices.delete(index=",".join(indices))


def _registered(client: Elasticsearch, names: Names) -> list[str]:
    """Months that any entry of the registry names."""
    months = {"months": {"terms": {"field": "month", "size": _MOST_MONTHS}}}
    client.indices.refresh(index=names.single("ids"))
    answer = client.search(index=names.single("ids"), size=0, aggs=months)
    return [bucket["key"] for bucket in answer["aggregations"]["months"]["buckets"]]


def _standing(month: str) -> Query:
    return {"bool": {"filter": {"term": {"month": month}}, "must_not": {"exists": {"field": "erased_at"}}}}


def _found(client: Elasticsearch, index: str, query: Query) -> list[Hit]:
    client.indices.refresh(index=index)
    answer = client.search(index=index, query=query, size=_PAGE, source=False, seq_no_primary_term=True)
    hits: list[Hit] = answer["hits"]["hits"]
    return hits


def _delete_all(client: Elasticsearch, index: str, query: Query) -> None:
    while hits := _found(client, index, query):
        _delete(client, index, hits)


def _delete(client: Elasticsearch, index: str, hits: Sequence[Hit]) -> None:
    """Nothing that was changed since it was found: that is looked at again."""
    operations = [
        {"delete": {"_id": hit["_id"], "if_seq_no": hit["_seq_no"], "if_primary_term": hit["_primary_term"]}} for hit in hits
    ]
    answer = client.bulk(index=index, operations=operations, require_alias=True)
    for item in answer["items"]:
        if item["delete"]["status"] not in _GONE_OR_CHANGED:
            raise StoreError(f"{index} does not let a document be deleted: {one_line(str(item['delete'].get('error')))}")
