"""Two writers at once, killed at any moment: no event is lost, told twice, numbered twice, or seen after a later one."""

from __future__ import annotations

import random
import secrets
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from elasticsearch import Elasticsearch

from benchmarks.made_up_postings import START, made_up_postings
from compoundwatch.config.store import StoreConfig
from compoundwatch.posting import TaggedPosting
from enrich.judging.risk import assess
from index.elastic.names import Names
from index.elastic.settling.changes import Changes
from index.elastic.settling.settle import Settler
from index.elastic.writing.announced import Announced
from index.elastic.writing.body import Call
from index.elastic.writing.dead_letters import DeadLetters
from index.elastic.writing.plan import Item
from index.elastic.writing.writer import Parts, Writer
from index.store import Change

KILLS = 14
POSTINGS = 120
# Short, so that who comes next need not wait long for one that was killed.
LEASE_SECONDS = 0.5


def write(url: str, names: Names, config: StoreConfig, folder: Path, postings: list[TaggedPosting]) -> None:
    """What a store does, in five calls."""
    with Elasticsearch(url) as client:
        writer = Writer(Parts.of(client, names, config.retries, {}), DeadLetters(folder))
        settler = Settler(client, names, config, assess, lease_seconds=LEASE_SECONDS)
        for start in range(0, len(postings), len(postings) // 5):
            part = postings[start : start + len(postings) // 5]
            at = START + timedelta(minutes=start)
            call = Call(secrets.token_hex(8), at, silent=False)
            writer.write((Item("upsert", one.id, position, one) for position, one in enumerate(part)), call)
            settler.settle()


def test_killed_at_many_points(
    client: Elasticsearch, set_up: Names, store_config: StoreConfig, elasticsearch_url: str, tmp_path: Path
) -> None:
    chance, postings = random.Random(7), list(made_up_postings(POSTINGS))
    changes = Changes(client, set_up)
    followed: list[Change] = []

    def start() -> BaseProcess:
        shuffled = chance.sample(postings, len(postings))
        arguments = (elasticsearch_url, set_up, store_config, tmp_path, shuffled)
        process = get_context("fork").Process(target=write, args=arguments)
        process.start()
        return process

    def follow() -> None:
        followed.extend(changes.since(followed[-1].seq if followed else 0))

    for _ in range(KILLS // 2):
        writers = [start(), start()]
        for writer in writers:
            writer.join(chance.uniform(0.1, 1.2))
            writer.kill()
            writer.join()
            follow()
    last = start()
    while last.is_alive():
        follow()
        last.join(0.05)
    follow()

    assert last.exitcode == 0
    assert sorted(change.posting.id for change in followed) == sorted(posting.id for posting in postings)
    assert [change.seq for change in followed] == [change.seq for change in changes.since(0)]
    assert list(Announced(client, set_up).waiting()) == []
