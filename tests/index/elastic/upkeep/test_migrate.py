"""Mappings changed under the hands of writers, with the migration killed at any moment: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest
from elastic_transport import Urllib3HttpNode
from elasticsearch import ApiError, ConflictError, Elasticsearch, NotFoundError

from compoundwatch.errors import StoreError
from index.elastic.names import SINGLE, Names
from index.elastic.schema.layout import Layout, Source
from index.elastic.schema.version import check_version, indices_in_use, is_write_block, stored_versions
from index.elastic.upkeep.migrate import MigrateReport, migrate
from index.elastic.upkeep.retired import drop_retired, erase_from_retired, retired

MONTHS = ("2026.10", "2026.11")
FORK = get_context("fork")


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


@pytest.fixture
def server(elasticsearch_url: str) -> Iterator[Server]:
    found = Server(elasticsearch_url, f"test-migrate-{token_hex(6)}")
    with found.client() as client:
        yield found
        client.indices.delete(index=",".join(client.indices.get(index=f"{found.prefix}-*")))
        client.options(ignore_status=404).indices.delete_index_template(name=f"{found.prefix}-*")


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


def test_all_documents_come_over_in_the_new_form(server: Server) -> None:
    set_up(server, documents=1300)
    with server.client() as client:
        before = contents(client, server.names(1).postings)
        report = to_version_2(server)

        assert contents(client, server.names(2).postings) == {one: source | {"double": 0} for one, source in before.items()}
        assert client.count(index=server.names(2).postings, query={"term": {"hidden": 0}})["count"] == 2600
        assert stored_versions(client, server.names(2)) == {2}
        assert report.documents == 2600
        assert report.compared == 100


def test_a_second_time_does_nothing(server: Server) -> None:
    set_up(server, documents=3)
    to_version_2(server)

    assert to_version_2(server) == MigrateReport()


def test_a_program_of_before_is_refused_in_one_line(server: Server) -> None:
    set_up(server)
    to_version_2(server)
    with server.client() as client, pytest.raises(StoreError, match="has mapping version 2, this program knows 1: update it"):
        check_version(client, server.names(1))


def test_what_a_writer_of_before_has_in_hand_never_reaches_the_new_index(server: Server) -> None:
    set_up(server, documents=1)
    with server.client() as client:
        alias = server.names(1).month_alias(MONTHS[0])
        read = client.get(index=alias, id="counter-0")
        to_version_2(server)
        with pytest.raises(NotFoundError):
            client.index(
                index=alias,
                id="counter-0",
                document=document(9, 1),
                if_seq_no=read["_seq_no"],
                if_primary_term=read["_primary_term"],
                require_alias=True,
            )


def test_a_document_that_the_new_mapping_refuses_leaves_all_as_it_was(server: Server) -> None:
    set_up(server, documents=2)
    spoilt = replace(layout(2), steps={1: lambda kind, source: source | {"unknown": 1}})
    with server.client() as client:
        before = indices_in_use(client, server.names(1))
        with pytest.raises(StoreError, match=r"document counter-\d of .*unknown"):
            migrate(client, server.names(2), spoilt, lambda line: None)

        assert indices_in_use(client, server.names(1)) == before
        assert not [index for index in client.indices.get(index=f"{server.prefix}-*") if index not in before]


def test_a_document_that_comes_over_otherwise_is_noticed(server: Server) -> None:
    set_up(server, documents=2)
    numbers = count()
    spoilt = replace(layout(2), steps={1: lambda kind, source: source | {"double": next(numbers)}})
    with server.client() as client, pytest.raises(StoreError, match="did not come over whole; nothing was changed"):
        migrate(client, server.names(2), spoilt, lambda line: None)


def test_an_index_that_people_have_closed_is_not_opened(server: Server) -> None:
    set_up(server, documents=2)
    with server.client() as client:
        client.indices.add_block(index=server.names(1).single_index("runs"), block="write")
        with pytest.raises(StoreError, match="runs-v1: closed to writing, and not by a migration"):
            migrate(client, server.names(2), layout(2), lambda line: None)


def test_a_missing_step_is_told(server: Server) -> None:
    set_up(server)
    with server.client() as client, pytest.raises(StoreError, match="version 1 cannot become 3: no step from 2 is known"):
        migrate(client, server.names(3), replace(layout(2), version=3), lambda line: None)


def test_the_old_indices_stay_until_they_are_dropped(server: Server) -> None:
    set_up(server, documents=2)
    with server.client() as client:
        old = indices_in_use(client, server.names(1))
        to_version_2(server)
        assert retired(client, server.names(2)) == old

        assert drop_retired(client, server.names(2)) == old
        assert retired(client, server.names(2)) == []
        assert len(contents(client, server.names(2).postings)) == 4


def test_what_is_erased_goes_from_old_indices_too(server: Server) -> None:
    set_up(server, documents=2)
    to_version_2(server)
    with server.client() as client:
        erase_from_retired(client, server.names(2), "counter-1")

        assert set(contents(client, server.names(1).all_months(1))) == {f"{month} counter-0" for month in MONTHS}
        assert len(contents(client, server.names(2).postings)) == 4


def write_on(server: Server, ledger: Path, stop: Event, seed: int) -> None:
    """Create, count up and delete until told to stop; what the server has taken stands in the ledger, by month and id."""
    chance, version = random.Random(seed), 1
    done: Counter[str] = Counter()
    with server.client() as client:
        while not stop.is_set():
            names = server.names(version)
            month = chance.choice(MONTHS)
            try:
                what = chance.random()
                if what < 0.6:
                    one = f"counter-{chance.randrange(40)}"
                    count_up(client, names.month_alias(month), one, version)
                    done[f"{month} {one}"] += 1
                elif what < 0.9:
                    one = f"{seed}-{len(done)}-{token_hex(4)}"
                    client.create(index=names.month_alias(month), id=one, document=document(1, version), require_alias=True)
                    done[f"{month} {one}"] = 1
                else:
                    one = chance.choice([*done, ""])
                    if one and "counter" not in one:
                        client.delete(index=names.month_alias(one[:7]), id=one[8:])
                        del done[one]
            except ConflictError:
                continue
            except NotFoundError:
                version = max(stored_versions(client, names))
            except ApiError as error:
                if not is_write_block(error):
                    raise
                time.sleep(0.02)
    ledger.write_text(json.dumps(done))


def count_up(client: Elasticsearch, alias: str, one: str, version: int) -> None:
    read = client.get(index=alias, id=one)
    client.index(
        index=alias,
        id=one,
        document=document(read["_source"]["count"] + 1, version),
        if_seq_no=read["_seq_no"],
        if_primary_term=read["_primary_term"],
        require_alias=True,
    )


class DyingNode(Urllib3HttpNode):
    """A connection whose process is killed instead of sending one request more than it may."""

    requests_left = 0

    def perform_request(self, *args: Any, **more: Any) -> Any:
        DyingNode.requests_left -= 1
        if DyingNode.requests_left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().perform_request(*args, **more)


def to_version_2_until_killed(server: Server, requests: int) -> None:
    DyingNode.requests_left = requests
    with Elasticsearch(server.url, node_class=DyingNode) as client:
        migrate(client, server.names(2), layout(2), lambda line: None)


@contextmanager
def two_writers(server: Server, tmp_path: Path) -> Iterator[None]:
    """At work in processes of their own; at the end what the server holds is what it has told them."""
    set_up(server, documents=100)
    stop = FORK.Event()
    ledgers = [tmp_path / f"{seed}.json" for seed in (1, 2)]
    writers = [FORK.Process(target=write_on, args=(server, path, stop, seed), daemon=True) for seed, path in enumerate(ledgers)]
    for writer in writers:
        writer.start()
    yield
    time.sleep(0.5)  # writers of version 2 are to be met, too
    stop.set()
    for writer in writers:
        writer.join()
    with server.client() as client:
        assert_as_in_ledgers(contents(client, server.names(2).postings), ledgers)
        assert stored_versions(client, server.names(2)) == {2}


@pytest.mark.slow
def test_killed_before_one_request_after_another_while_two_write(server: Server, tmp_path: Path) -> None:
    chance, requests = random.Random(7), 0
    with two_writers(server, tmp_path):
        killed = True
        while killed:
            requests += chance.randrange(20, 80)
            migration = FORK.Process(target=to_version_2_until_killed, args=(server, requests))
            migration.start()
            migration.join()
            killed = migration.exitcode == -signal.SIGKILL
    assert requests > 100


@pytest.mark.slow
def test_killed_in_the_middle_of_requests_while_two_write(server: Server, tmp_path: Path) -> None:
    chance = random.Random(5)
    with two_writers(server, tmp_path):
        for _ in range(8):
            migration = FORK.Process(target=to_version_2, args=(server,))
            migration.start()
            migration.join(chance.uniform(0.02, 0.8))
            migration.kill()
            migration.join()
        to_version_2(server)


def test_two_migrations_at_once_do_no_harm(server: Server, tmp_path: Path) -> None:
    with two_writers(server, tmp_path):
        both = [FORK.Process(target=to_version_2, args=(server,)) for _ in range(2)]
        for migration in both:
            migration.start()
        for migration in both:
            migration.join()
        to_version_2(server)


def assert_as_in_ledgers(found: dict[str, Source], ledgers: list[Path]) -> None:
    expected = Counter({f"{month} counter-{number}": 0 for month in MONTHS for number in range(100)})
    for ledger in ledgers:
        expected.update(json.loads(ledger.read_text()))
    assert {one: source["count"] for one, source in found.items()} == expected
    assert all(source["double"] == 2 * source["count"] for source in found.values())
