"""Fingerprints made in an older way: a migration makes them anew, and no store is opened before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import StoreError
from compoundwatch.posting import Posting, TaggedPosting, posting_id
from index.elastic.names import MAPPING_VERSION, Names
from index.elastic.schema.mapping import install
from index.elastic.schema.present import present_layout
from index.elastic.upkeep.migrate import migrate
from index.elasticsearch import ElasticsearchStore
from index.fingerprint import FINGERPRINT_VERSION
from tests.index.conftest import NOW

MakePosting = Callable[..., TaggedPosting]
OpenVersion = Callable[[int], ElasticsearchStore]

LATIN = "Chet elda ish bor, yotoq joy va uch mahal ovqat tekin, viza va chipta bizdan, tez yozsangiz bas, bugun yozing"
CYRILLIC = "Чет элда иш бор, ётоқ жой ва уч маҳал овқат текин, виза ва чипта биздан, тез ёзсангиз бас, бугун ёзинг"


def test_new_fingerprints_come_with_a_new_mapping_version() -> None:
    """Whoever changes how fingerprints are made raises MAPPING_VERSION, gives it a step, and then writes the pair here."""
    assert (MAPPING_VERSION, FINGERPRINT_VERSION) == (2, "2/2")


def test_a_migration_makes_them_anew(
    client: Elasticsearch,
    store_config: StoreConfig,
    open_version: OpenVersion,
    make_posting: MakePosting,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    install(client, Names(store_config.prefix, 1), store_config)
    with monkeypatch.context() as older, open_version(1) as store:
        older.setattr("index.fingerprint.in_one_script", lambda bare: bare)
        store.upsert([make_posting("latin", LATIN), make_posting("cyrillic", CYRILLIC)], at=NOW)
        assert not any(posting.campaign for posting in store.all())
    with pytest.raises(StoreError, match=r"mapping version 1, this program needs 2: run `compoundwatch store migrate`"):
        open_version(2)

    migrate(client, Names(store_config.prefix, 2), present_layout(client, store_config), lambda line: None)

    with open_version(2) as store:
        store.upsert([make_posting("another", CYRILLIC.replace("бугун", "эртага"))], at=NOW)
        assert campaigns(store, "latin", "another") == 1
        store.relink(lambda done: None)
        assert campaigns(store, "latin", "cyrillic", "another") == 1


def campaigns(store: ElasticsearchStore, *names: str) -> int:
    postings = [store.get(posting_id("board", name)) for name in names]
    assert all(isinstance(posting, Posting) and posting.campaign for posting in postings)
    return len({posting.campaign for posting in postings if posting})
