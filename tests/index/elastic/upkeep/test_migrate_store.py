"""The whole store migrated: what people get, find and are told is the same before and after, also while somebody writes."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.context import ForkProcess
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import StoreError, TryLater
from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import MAPPING_VERSION, Names
from index.elastic.schema.layout import POSTINGS, Layout, Source
from index.elastic.schema.present import complete, present_layout
from index.elastic.upkeep.migrate import MigrateReport, migrate
from index.elasticsearch import ElasticsearchStore
from index.query import All, parse_query
from tests.index.conftest import NOW

MakePosting = Callable[..., TaggedPosting]

NEXT = MAPPING_VERSION + 1
FORK = get_context("fork")
TEXT = "Typing work abroad, good pay, free flight, a room for two and a bonus for each friend you bring along. Ask for Lily"
QUERIES = ("typing", '"free flight"', "telegram:made_up_hr", "status:active", "first_seen:>2026-11-25", "NOT cook", "free*")


def next_layout(client: Elasticsearch, config: StoreConfig) -> Layout:
    """Our own, but that the next version of a posting also has the length of its title, for charts."""
    present = present_layout(client, config)
    mapping = json.loads(json.dumps(present.mappings[POSTINGS]))
    mapping["properties"]["charts"]["properties"]["title_length"] = {"type": "integer"}
    return replace(
        present,
        version=NEXT,
        mappings={**present.mappings, POSTINGS: mapping},
        steps={MAPPING_VERSION: measured},
        complete=complete_measured,
    )


def measured(kind: str, source: Source) -> Source:
    return source | {"charts": source["charts"] | {"title_length": len(source["title"])}} if kind == POSTINGS else source


def complete_measured(kind: str, source: Source) -> Source:
    lengths = {"title_length": source["charts"]["title_length"]} if kind == POSTINGS else {}
    document = complete(kind, source)
    return document | {"charts": document["charts"] | lengths} if lengths else document


@pytest.fixture
def migrate_now(client: Elasticsearch, store_config: StoreConfig) -> Callable[[], MigrateReport]:
    names = Names(store_config.prefix, NEXT)
    return lambda: migrate(client, names, next_layout(client, store_config), lambda line: None)


def seen_by_people(store: ElasticsearchStore, ids: list[str]) -> Mapping[str, Any]:
    return {
        "all": list(store.all()),
        "since": store.since(0),
        "revisions": [store.revisions(one) for one in ids],
        "found": [store.search(parse_query(query)) for query in QUERIES],
        "campaigns": store.facets(All(), "campaign"),
    }


def test_people_see_the_same_before_and_after(
    migrate_now: Callable[[], MigrateReport],
    server_store: ElasticsearchStore,
    open_version: Callable[[int], ElasticsearchStore],
    make_posting: MakePosting,
) -> None:
    server_store.upsert(
        [
            make_posting("a", TEXT, telegram="made_up_hr"),
            make_posting("b", TEXT, telegram="made_up_other"),
            make_posting("c", "Cook wanted", title="Cook"),
        ],
        at=NOW,
    )
    server_store.upsert([make_posting("a", f"{TEXT} or Rose", hours=480)], at=NOW + timedelta(days=20))
    server_store.upsert([make_posting("d", "Driver, free van", hours=481)], at=NOW + timedelta(days=21))
    server_store.erase(posting_id("board", "c"), at=NOW + timedelta(days=22))
    ids = [posting.id for posting in server_store.all()]
    before = seen_by_people(server_store, ids)
    migrate_now()
    with open_version(NEXT) as store:
        assert seen_by_people(store, ids) == before
        assert all(before.values())
        assert store.upsert([make_posting("c")], at=NOW).unchanged == 1


def write_through(
    open_version: Callable[[int], ElasticsearchStore], make_posting: MakePosting, stop: Event, ledger: Path, name: str
) -> None:
    """Three new postings at a time, until told to stop; what was taken stands in the ledger."""
    version = MAPPING_VERSION
    taken: list[str] = []
    store = open_version(version)
    while not stop.is_set():
        batch = [make_posting(f"{name}-{len(taken) + number}", TEXT if number else "Driver") for number in range(3)]
        try:
            store.upsert(batch, at=NOW)
            taken += [posting.id for posting in batch]
        except TryLater:
            continue
        except StoreError as error:
            if f"this program knows {MAPPING_VERSION}" not in str(error):
                raise
            store.close()
            version = NEXT
            store = open_version(version)
    store.close()
    ledger.write_text(json.dumps({"version": version, "taken": taken}))


@pytest.mark.slow
def test_two_writers_go_on_through_a_migration(
    migrate_now: Callable[[], MigrateReport],
    server_store: ElasticsearchStore,
    open_version: Callable[[int], ElasticsearchStore],
    make_posting: MakePosting,
    tmp_path: Path,
) -> None:
    server_store.upsert([make_posting(f"old-{number}") for number in range(30)], at=NOW)
    stop, ledgers = FORK.Event(), [tmp_path / "one.json", tmp_path / "two.json"]
    writers = [
        FORK.Process(target=write_through, args=(open_version, make_posting, stop, ledger, ledger.stem), daemon=True)
        for ledger in ledgers
    ]
    for writer in writers:
        writer.start()
    migrate_now()
    with open_version(NEXT) as store:
        wait_for_more(store, writers)
        stop.set()
        for writer in writers:
            writer.join()
        told = [json.loads(ledger.read_text()) for ledger in ledgers]
        store.settle()
        new = [change.posting.id for change in store.since(0, limit=100_000) if change.event in {"new", "copy"}]

        assert [one["version"] for one in told] == [NEXT, NEXT]
        assert len(new) == len(set(new))
        assert set(new) >= {one for writer in told for one in writer["taken"]}
        assert sorted(new) == [posting.id for posting in store.all()]


def wait_for_more(store: ElasticsearchStore, writers: list[ForkProcess]) -> None:
    """Until writers of the new version were at work, too."""
    start = store.last_seq()
    while store.last_seq() < start + 20:
        assert all(writer.is_alive() for writer in writers)
        time.sleep(0.1)
