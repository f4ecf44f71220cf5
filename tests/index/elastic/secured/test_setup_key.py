"""The setup key is enough for the upkeep of a store, and reaches nothing beside it."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest
from elasticsearch import AuthorizationException, Elasticsearch

from compoundwatch.posting import posting_id
from index.elastic.names import MAPPING_VERSION, Names
from index.elastic.schema.present import present_layout
from index.elastic.schema.version import stored_versions
from index.elastic.upkeep import lifecycle_policy
from index.elastic.upkeep.migrate import migrate
from index.elastic.upkeep.retention import drop_months
from index.elastic.upkeep.retired import drop_retired
from index.elastic.upkeep.snapshots import backup, register
from tests.index.elastic.secured.conftest import NOW, POSTING, Installation, opened


@pytest.fixture
def repository(operator: Elasticsearch) -> Iterator[str]:
    """A snapshot repository, as an operator registers it."""
    name = f"repository-{secrets.token_hex(5)}"
    register(operator, name, name)
    yield name
    for snapshot in operator.snapshot.get(repository=name, snapshot="*")["snapshots"]:
        operator.snapshot.delete(repository=name, snapshot=snapshot["snapshot"])
    operator.snapshot.delete_repository(name=name)


def ignored(line: str) -> None:
    """Progress that nobody reads."""


def test_it_migrates_and_drops_what_is_left(own_installation: Installation) -> None:
    newer = Names(own_installation.names.prefix, MAPPING_VERSION + 1)
    with own_installation.client("setup") as client:
        present = present_layout(client, own_installation.config())
        layout = replace(present, version=newer.version, steps={MAPPING_VERSION: lambda kind, source: source})
        migrate(client, newer, layout, ignored)
        assert stored_versions(client, newer) == {newer.version}
        assert drop_retired(client, newer)


def test_it_drops_old_months(installed: Installation) -> None:
    then = NOW.replace(year=2020)
    with opened(installed, "writer") as store:
        store.upsert([POSTING.model_copy(update={"id": posting_id("board", "old"), "fetched_at": then})], at=then)
    with installed.client("setup") as client:
        assert [month.month for month in drop_months(client, installed.names, "2021.01")] == ["2020.11"]


def test_it_erases(installed: Installation) -> None:
    another = POSTING.model_copy(update={"id": posting_id("board", "erased")})
    with opened(installed, "writer") as store:
        store.upsert([another], at=NOW)
    with opened(installed, "setup") as store:
        assert store.erase(another.id, at=NOW)
        assert store.get(another.id) is None


def test_it_backs_up_into_a_repository_that_is_there(installed: Installation, repository: str) -> None:
    with installed.client("setup") as client:
        assert backup(client, installed.names, repository, NOW, ignored).state == "SUCCESS"


def test_it_registers_no_repository(installed: Installation) -> None:
    with installed.client("setup") as client, pytest.raises(AuthorizationException):
        register(client, "made-by-setup", "made-by-setup")


def test_it_may_ask_for_lifecycle_management(installed: Installation) -> None:
    """This server has none, and says so instead of refusing the key."""
    with installed.client("setup") as client:
        assert not lifecycle_policy.is_offered(client)
