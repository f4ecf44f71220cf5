"""Backup, and restore under another prefix, on the real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config.settings import Secrets
from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import StoreError
from compoundwatch.posting import TaggedPosting, posting_id
from enrich.judging.risk import assess
from index.elastic.access.connection import connect
from index.elastic.names import Names
from index.elastic.upkeep.snapshots import backup, register, restore, snapshot_name, snapshots, verify
from index.elasticsearch import ElasticsearchStore
from index.query import All
from tests.index.conftest import NOW

MakePosting = Callable[..., TaggedPosting]

TEXT = "Typing work abroad, good pay, free flight, a room for two and a bonus for each friend you bring along. Ask for Lily"


@pytest.fixture
def repository(client: Elasticsearch, names: Names) -> Iterator[str]:
    """A folder of the server's own, below its `path.repo`."""
    name = f"{names.prefix}-repository"
    register(client, name, name)
    yield name
    client.snapshot.delete(repository=name, snapshot="*")
    client.snapshot.delete_repository(name=name)


@pytest.fixture
def elsewhere(client: Elasticsearch, names: Names) -> Iterator[Names]:
    made = Names(f"{names.prefix}-other")
    yield made
    if found := list(client.indices.get(index=f"{made.prefix}-*")):
        client.indices.delete(index=",".join(found))


@pytest.fixture
def filled(server_store: ElasticsearchStore, make_posting: MakePosting) -> ElasticsearchStore:
    """Two months; two near copies, one of them edited, and one posting of its own."""
    later = NOW + timedelta(days=20)
    server_store.upsert([make_posting("a", TEXT), make_posting("b", TEXT), make_posting("alone", "Cook wanted")], at=NOW)
    server_store.upsert([make_posting("a", f"{TEXT} or Rose", hours=480), make_posting("c", "Driver", hours=480)], at=later)
    return server_store


@pytest.fixture
def back_and_forth(
    client: Elasticsearch, store_config: StoreConfig, elsewhere: Names, repository: str, tmp_path: Path
) -> Callable[[], ElasticsearchStore]:
    """Backs the store up, restores it elsewhere and opens that."""

    def restored() -> ElasticsearchStore:
        made = backup(client, Names(store_config.prefix), repository, NOW, quiet)
        restore(client, elsewhere, repository, made.name, quiet)
        config = store_config.model_copy(update={"prefix": elsewhere.prefix})
        own = connect(config, Secrets(), tmp_path)
        return ElasticsearchStore(own, elsewhere, config, assess, dead_letters=tmp_path, compounds={})

    return restored


def quiet(line: str) -> None:
    """Nobody is told."""


def test_a_restored_store_holds_the_same(filled: ElasticsearchStore, back_and_forth: Callable[[], ElasticsearchStore]) -> None:
    with back_and_forth() as restored:
        assert list(restored.all()) == list(filled.all())
        assert restored.since(0) == filled.since(0)
        assert restored.search(All()) == filled.search(All())
        assert restored.facets(All(), "campaign") == filled.facets(All(), "campaign") != []
        assert restored.revisions(posting_id("board", "a")) == filled.revisions(posting_id("board", "a")) != []


def test_a_restored_store_is_written_to_like_any(
    filled: ElasticsearchStore, back_and_forth: Callable[[], ElasticsearchStore], make_posting: MakePosting
) -> None:
    before = filled.last_seq()
    with back_and_forth() as restored:
        written = restored.upsert([make_posting("c", "Driver and cook", hours=500)], at=NOW + timedelta(days=21))

        assert written.events == {"edited": 1}
        assert [change.event for change in restored.since(before)] == ["edited"]
    assert filled.last_seq() == before


def test_backups_are_listed_and_verified(filled: ElasticsearchStore, client: Elasticsearch, names: Names, repository: str) -> None:
    made = backup(client, names, repository, NOW, quiet)

    assert made.name == snapshot_name(names, NOW) == f"{names.prefix}-2026.11.21-120000"
    assert snapshots(client, names, repository) == [made] == [verify(client, repository, made.name)]
    assert names.month_index("2026.11") in made.indices


def test_nothing_that_is_there_is_overwritten(
    filled: ElasticsearchStore, client: Elasticsearch, names: Names, repository: str
) -> None:
    made = backup(client, names, repository, NOW, quiet)
    with pytest.raises(StoreError, match=r"already .*: restore under another"):
        restore(client, names, repository, made.name, quiet)


def test_a_snapshot_of_others_is_no_backup(client: Elasticsearch, set_up: Names, elsewhere: Names, repository: str) -> None:
    client.snapshot.create(repository=repository, snapshot="theirs", indices=set_up.single("runs"), wait_for_completion=True)
    with pytest.raises(StoreError, match="theirs is no backup of a compoundwatch store"):
        restore(client, elsewhere, repository, "theirs", quiet)


def test_no_store_is_told(client: Elasticsearch, elsewhere: Names, repository: str) -> None:
    with pytest.raises(StoreError, match=r"there is no store .* to back up"):
        backup(client, elsewhere, repository, NOW, quiet)
