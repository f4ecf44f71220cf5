"""The same calls leave the same in both stores: counts, postings, revisions, events, what a search finds."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest

from compoundwatch.posting import TaggedPosting, posting_id
from index.embedded import EmbeddedStore
from index.query import parse_query
from index.store import PostingStore

MakePosting = Callable[..., TaggedPosting]
Call = Callable[[PostingStore], object]

NAMES = [f"p{number}" for number in range(12)]
IDS = [posting_id("board", name) for name in NAMES]
TEXTS = [
    "Typing work abroad with flights, lodging and a visa arranged by the company, no experience needed, start this week, good pay.",
    "Drivers for a bakery in the old town, early shifts, four days a week, paid by the hour, with papers and insurance at once.",
    "Chat agents who write Chinese wanted for a customer service centre, free meals, rooms for two, bonus after three months.",
    "Short advert",
]
QUERIES = ["*", "typing", "status:gone", "status:returned", "compound:kk-park", "level:high", "telegram:desk", "revision:>0"]
KK_PARK = {"id": "kk-park", "name": "KK Park", "by": "name", "strength": 0.9, "distance_km": None, "reason": "names KK Park"}


@pytest.mark.parametrize("seed", range(4))
def test_the_same_calls_leave_the_same(
    store: EmbeddedStore, server_store: PostingStore, make_posting: MakePosting, now: datetime, seed: int
) -> None:
    for number, call in enumerate(calls(random.Random(seed), make_posting, now)):
        assert (number, call(server_store)) == (number, call(store))
    assert state(server_store) == state(store)


def calls(chance: random.Random, make_posting: MakePosting, now: datetime) -> Iterator[Call]:
    """New, edited, tagged anew, the same again, late, gone, back and erased, in any order; each posting once in a batch.

    The server links a batch as it stands at its end: whether a posting is a copy of another that the same batch edits or
    brings back may be judged otherwise, so there is none such here.
    """
    for turn in range(14):
        at = now + timedelta(hours=turn)
        kind = chance.choice(["upsert", "upsert", "upsert", "sighted", "sighted", "erase"])
        if kind == "upsert":
            batch = [posting(name, chance, make_posting, turn) for name in chance.sample(NAMES, chance.randint(1, 8))]
            silent = chance.random() < 0.2
            yield lambda store, batch=batch, at=at, silent=silent: counts(store.upsert(batch, at=at, silent=silent))  # type: ignore[misc]
        elif kind == "sighted":
            told = chance.sample(IDS, 7)
            seen, gone = told[:4], told[4:]
            yield lambda store, seen=seen, gone=gone, at=at: counts(store.sighted(seen, gone, at=at))  # type: ignore[misc]
        elif turn > 5:
            one = chance.choice(IDS)
            yield lambda store, one=one, at=at: store.erase(one, at=at)  # type: ignore[misc]


def posting(name: str, chance: random.Random, make_posting: MakePosting, turn: int) -> TaggedPosting:
    hours = max(turn - chance.choice([0, 0, 0, 1, 3]), 0)
    fields: dict[str, Any] = {"enrich_version": chance.choice(["1", "1", "1", "2"])}
    if chance.random() < 0.3:
        fields["telegram"] = chance.choice(["desk", "agent"])
    if chance.random() < 0.2:
        fields["compounds"] = [KK_PARK]
    text = TEXTS[NAMES.index(name) % len(TEXTS)] + chance.choice(["", "", " Apply today."])
    return make_posting(name, text, hours=hours, **fields)


def counts(written: object) -> dict[str, Any]:
    """All but the numbers, which may have gaps of their own in each store."""
    return {name: value for name, value in asdict(written).items() if name != "seq"}  # type: ignore[call-overload]  # Written


def state(store: PostingStore) -> dict[str, Any]:
    return {
        "postings": [store.get(one) for one in IDS],
        "revisions": [store.revisions(one) for one in IDS],
        "all": sorted(found.id for found in store.all()),
        "changes": [(one.event, one.at, one.posting.id, one.origin) for one in store.since(0)],
        "found": {query: [hit.id for hit in store.search(parse_query(query), limit=100).postings] for query in QUERIES},
        "contacts": store.facets(parse_query("*"), "telegram"),
    }
