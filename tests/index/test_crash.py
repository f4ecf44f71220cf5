"""An indexing process killed at any moment: nothing is lost, nothing doubled, and search agrees with the records."""

from __future__ import annotations

import random
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.made_up_postings import START, made_up_postings
from compoundwatch.posting import TaggedPosting
from enrich.judging.risk import assess
from index.embedded import EmbeddedStore
from index.query import All

KILLS = 25
# Of many sizes, so that kills fall into transactions, between them, and into the word index following.
BATCHES = (1, 7, 30, 100, 262)


def write(folder: Path, postings: list[TaggedPosting]) -> None:
    rest = iter(postings)
    with EmbeddedStore(folder, assess) as store:
        for size in BATCHES:
            store.upsert(islice(rest, size), at=START)


def test_killed_at_many_points(tmp_path: Path) -> None:
    postings, chance = list(made_up_postings(sum(BATCHES))), random.Random(3)
    for kill in range(KILLS):
        folder = tmp_path / str(kill % 3)
        writer = get_context("fork").Process(target=write, args=(folder, postings))
        writer.start()
        writer.join(chance.uniform(0.01, 0.7))
        writer.kill()
        writer.join()
        with EmbeddedStore(folder, assess) as store:
            kept = [posting.id for posting in store.all()]
            found = store.search(All(), limit=1000)

            assert sorted(posting.id for posting in found.postings) == kept
            assert found.total == len(kept)
    for folder in tmp_path.iterdir():
        with EmbeddedStore(folder, assess) as store:
            store.upsert(postings, at=START)
            changes = store.since(0, limit=1000)
            seqs = [change.seq for change in changes]

            assert sorted(change.posting.id for change in changes) == sorted(posting.id for posting in postings)
            assert seqs == sorted(set(seqs))
            assert store.search(All()).total == len(postings)
