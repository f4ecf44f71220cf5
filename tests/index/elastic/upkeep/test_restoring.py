"""`store backup` and `store restore` on a server: what was erased since the backup stays erased."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config import Settings
from compoundwatch.errors import UsageError
from compoundwatch.posting import TaggedPosting, posting_id
from index import open_store, upkeep
from tests.compoundwatch.pipeline.server_settings import server_settings
from tests.index.conftest import NOW

MakePosting = Callable[..., TaggedPosting]


@pytest.fixture
def settings(elasticsearch_url: str, tmp_path: Path) -> Iterator[Settings]:
    with server_settings(tmp_path, elasticsearch_url) as found:
        yield found


@pytest.fixture
def repository(settings: Settings, client: Elasticsearch) -> Iterator[str]:
    name = f"{settings.app.store.prefix}-repository"
    client.snapshot.create_repository(name=name, repository={"type": "fs", "settings": {"location": name}})
    yield name
    client.snapshot.delete(repository=name, snapshot="*")
    client.snapshot.delete_repository(name=name)


def quiet(line: str) -> None:
    """Nobody is told."""


def test_a_backup_comes_back_without_what_was_erased_since(settings: Settings, repository: str, make_posting: MakePosting) -> None:
    prefix = f"{settings.app.store.prefix}-again"
    with open_store(settings) as store:
        store.upsert([make_posting("a"), make_posting("b", "Cook"), make_posting("c", "Driver")], at=NOW)
        told = upkeep.backup(settings, repository, NOW, quiet)
        store.erase(posting_id("board", "b"), at=NOW)
        left = list(store.all())
    source = re.findall(rf"{repository}/\S+", told)[0]
    upkeep.restore(settings, source, prefix, NOW, quiet)
    restored = replace(
        settings, app=settings.app.model_copy(update={"store": settings.app.store.model_copy(update={"prefix": prefix})})
    )
    with open_store(restored) as store:
        assert list(store.all()) == left
        assert store.upsert([make_posting("b", "Cook")], at=NOW).unchanged == 1
        assert {change.posting.native_id for change in store.since(0)} == {"a", "c"}


@pytest.mark.parametrize(("source", "prefix"), [("one", "other"), ("one/two", None), ("one/two", "Other!")])
def test_what_cannot_be_restored_is_told_as_wrong_usage(settings: Settings, source: str, prefix: str | None) -> None:
    with pytest.raises(UsageError):
        upkeep.restore(settings, source, prefix, NOW, quiet)
