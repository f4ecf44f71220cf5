"""Whatever is written, in whatever batches: the server links, names and tells as the embedded store does."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from compoundwatch.posting import TaggedPosting, posting_id
from index.elasticsearch import ElasticsearchStore
from index.embedded import EmbeddedStore
from index.store import PostingStore, Written

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)
BATCHES = 6
HANDLES = [f"desk{number}" for number in range(12)]
COMPOUNDS = [
    {"id": name.lower().replace(" ", "-"), "name": name, "by": "name", "strength": 0.9, "distance_km": None, "reason": "named"}
    for name in ("KK Park", "Lotus Yard", "Green Gate")
]


def words(chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices("abcdefghijklmnop", k=6)) for _ in range(count)]


def made(name: str, chance: random.Random, make_posting: MakePosting, texts: list[list[str]], hours: float) -> TaggedPosting:
    """One of a few texts with some words swapped, or one of its own; a few share contacts; one in six names a compound."""
    text = list(chance.choice(texts)) if chance.random() < 0.5 else words(chance, 40)
    for place in chance.sample(range(len(text)), chance.choice((0, 1, 3))):
        text[place] = words(chance, 1)[0]
    fields: dict[str, Any] = {"telegram": chance.choice(HANDLES)} if chance.random() < 0.6 else {}
    if chance.random() < 0.15:
        fields["compounds"] = [chance.choice(COMPOUNDS)]
    return make_posting(name, " ".join(text), hours=hours - chance.choice((0, 0, 0.5)), **fields)


def history(seed: int, make_posting: MakePosting, now: datetime) -> Iterator[Callable[[PostingStore], Written]]:
    """The same steps for every store that they are given to.

    Edits come one by one: of a batch the server sees what came of it, and no longer what an edit replaced.
    """
    chance = random.Random(seed)
    texts = [words(chance, 40) for _ in range(6)]
    names: list[str] = []
    for step in range(1, BATCHES + 1):
        fresh = [f"p{len(names) + number}" for number in range(10)]
        names += fresh
        batches = [fresh, *([name] for name in chance.sample(names, 3))]
        for part, batch in enumerate(batches):
            postings = [made(name, chance, make_posting, texts, step + part / 10) for name in batch]
            at = now + (step + part / 10) * HOUR
            yield lambda store, postings=postings, at=at: store.upsert(postings, at=at)  # type: ignore[misc]
        ids = [posting_id("board", name) for name in chance.sample(names, 5)]
        yield lambda store, ids=ids, at=at: store.sighted(ids[:3], ids[3:], at=at + HOUR / 2)  # type: ignore[misc]


def state(store: PostingStore) -> dict[str, Any]:
    postings = {posting.native_id: posting.model_dump() for posting in store.all()}
    return {
        "postings": postings,
        "aliases": {name: store.campaign(posting["id"]) for name, posting in postings.items()},
        "told": [(change.event, change.posting.native_id, change.origin, change.at) for change in store.since(0)],
    }


@pytest.mark.parametrize("seed", [1, 4])
def test_a_random_history_comes_out_the_same(
    store: EmbeddedStore, server_store: ElasticsearchStore, make_posting: MakePosting, now: datetime, seed: int
) -> None:
    for number, step in enumerate(history(seed, make_posting, now)):
        ours, theirs = step(server_store), step(store)
        assert (number, ours.events) == (number, theirs.events)

    mine, embedded = state(server_store), state(store)
    assert mine["postings"] == embedded["postings"]
    assert mine["aliases"] == embedded["aliases"]
    assert mine["told"] == embedded["told"]
