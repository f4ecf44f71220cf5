"""A restored store brought into agreement with itself: a snapshot takes each index at a moment of its own.

What may be amiss is what lies between two of those moments: postings that the registry does not know, events that were
neither announced nor told, and a counter behind the numbers that were given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import orjson

from compoundwatch.errors import StoreError
from index.elastic.names import Names
from index.elastic.settling.changes import Changes
from index.elastic.writing.announced import Announcement, Entry
from index.elastic.writing.bulk import Action, Outcome, send
from index.elastic.writing.marks import untold_ids
from index.elastic.writing.registry import Registry

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

_PAGE: Final = 500
# A version that no posting has: what is announced so is settled whatever stands there.
_NEVER: Final = -2
_TAKEN: Final = (Outcome.DONE, Outcome.CONFLICT)


@dataclass(slots=True)
class Mended:
    """`claimed`: postings that the registry lacked. `announced`: postings with events that were still to be told."""

    claimed: int = 0
    announced: int = 0


def mend(client: Elasticsearch, names: Names) -> Mended:
    """Claim and announce what is missing; then the store is to be settled, and its counter lifted (`number_from(last_seq())`).

    One pass over all postings, page by page. Done again it changes nothing. Raises StoreError, and the client's errors.
    """
    done = Mended()
    registry, changes = Registry(client, names), Changes(client, names)
    for page in _pages(client, names):
        ids = [hit["_id"] for hit in page]
        known = registry.read(ids)
        missing = [registry.claim(hit["_id"], _month(hit)) for hit in page if hit["_id"] not in known]
        carried = [event for hit in page for event in _untold(hit)]
        told = changes.told(carried)
        open_still = [hit for hit in page if not told.issuperset(_untold(hit))]
        _send(client, missing + _announcement(names, open_still))
        done.claimed += len(missing)
        done.announced += len(open_still)
    return done


def _pages(client: Elasticsearch, names: Names) -> Iterator[list[dict[str, Any]]]:
    from elasticsearch.helpers import scan

    client.indices.refresh(index=names.postings)
    page: list[dict[str, Any]] = []
    wanted = {"_source": ["store.untold", "ingested_at"]}
    for hit in scan(client, index=names.postings, query=wanted, size=_PAGE):
        page.append(hit)
        if len(page) == _PAGE:
            yield page
            page = []
    if page:
        yield page


def _untold(hit: dict[str, Any]) -> list[str]:
    return untold_ids(hit["_id"], hit["_source"].get("store", {}))


def _month(hit: dict[str, Any]) -> str:
    month: str = hit["_index"].rpartition("-")[2]
    return month


def _announcement(names: Names, hits: Sequence[dict[str, Any]]) -> list[Action]:
    if not hits:
        return []
    entries = tuple(Entry(hit["_id"], _month(hit), _NEVER, _NEVER) for hit in hits)
    made = Announcement(f"restored-{hits[0]['_id']}", hits[0]["_source"]["ingested_at"], 0, entries)
    return [Action.of("index", names.single("pending"), made.id, orjson.dumps(made.body()))]


def _send(client: Elasticsearch, actions: Sequence[Action]) -> None:
    for result in send(client, actions):
        if result.outcome not in _TAKEN:
            raise StoreError(f"the restored store cannot be written to: {result.why}")
