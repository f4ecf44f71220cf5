"""What a person decided, written into the posting's document, where charts ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import orjson

from compoundwatch.errors import StoreError
from index.elastic.names import Names
from index.elastic.schema.documents import review_of
from index.elastic.schema.layout import POSTINGS
from index.elastic.schema.present import complete
from index.elastic.writing.bulk import Action, Outcome, Result, send
from index.elastic.writing.patience import Patience
from index.elastic.writing.registry import Registry
from index.elastic.writing.stored import Row, read_rows

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def write_reviews(client: Elasticsearch, names: Names, decisions: Mapping[str, str], patience: Patience) -> None:
    """Posting id → decision, a batch of some hundred; postings that are not stored are passed over.

    Another writer's change is never lost: a conflict is read again. Raises the client's errors, StoreError, TryLater.
    """
    waiting = dict(decisions)
    while waiting:
        stale = {one: row for one, row in _rows(client, names, waiting).items() if review_of(row.source) != waiting[one]}
        results = send(client, [_decided(names, one, row, waiting[one]) for one, row in stale.items()])
        waiting = {one: waiting[one] for one, result in zip(stale, results, strict=True) if _again(result, patience)}


def _rows(client: Elasticsearch, names: Names, ids: Mapping[str, str]) -> dict[str, Row]:
    entries = Registry(client, names).read(ids)
    return read_rows(client, names, [(one, entry.month) for one, entry in entries.items() if entry.month and not entry.is_erased])


def _decided(names: Names, posting_id: str, row: Row, decision: str) -> Action:
    """The whole document again: what is derived is not kept in `_source`."""
    source = complete(POSTINGS, {**row.source, "charts": {**row.source["charts"], "review": decision}})
    return Action.of("index", names.month_alias(row.month), posting_id, orjson.dumps(source), (row.seq_no, row.primary_term))


def _again(result: Result, patience: Patience) -> bool:
    """Whether it has to be tried again. Raises StoreError for a document that the server will never take."""
    if result.outcome is Outcome.DEAD:
        raise StoreError(f"the server does not take a posting with its review: {result.why}")
    if result.outcome is Outcome.REFUSED:
        patience.refused(result.why)
    elif result.outcome in {Outcome.CONFLICT, Outcome.MOVED}:
        patience.conflict()
    return result.outcome is not Outcome.DONE
