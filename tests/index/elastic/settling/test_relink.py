"""Linking the whole server store once more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.posting import TaggedPosting
from index.elastic.names import Names
from index.elastic.schema.documents import to_document
from index.elastic.settling.link_keys import link_keys
from index.elastic.writing.stored import Row, read_rows
from index.elasticsearch import ElasticsearchStore
from tests.index.test_linking import KK_PARK, LURE, UNLIKE, VARIANT

MakePosting = Callable[..., TaggedPosting]
NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.fixture
def linked(server_store: ElasticsearchStore, make_posting: MakePosting) -> ElasticsearchStore:
    """Two variants, of which one names a compound, a third that shares a contact with it, and one of its own."""
    postings = [
        make_posting("one", LURE, telegram="hr_made_up", compounds=[KK_PARK]),
        make_posting("two", VARIANT, hours=1),
        make_posting("mate", "Drivers wanted for the night", hours=2, telegram="hr_made_up"),
        make_posting("alone", UNLIKE, hours=3),
    ]
    server_store.upsert(postings, at=NOW)
    return server_store


def test_what_was_missed_is_joined_and_nobody_is_told(linked: ElasticsearchStore, client: Elasticsearch, set_up: Names) -> None:
    before, told = list(linked.all()), [(change.seq, change.event) for change in linked.since(0)]
    for row in read_rows(client, set_up, [(posting.id, "2026.11") for posting in before]).values():
        _unlink(client, set_up, row)

    assert [posting.campaign for posting in linked.all()] == [None] * 4
    assert linked.relink(_nobody) == 3
    assert list(linked.all()) == before
    assert [(change.seq, change.event) for change in linked.since(0)] == told


def test_again_nothing_changes(linked: ElasticsearchStore) -> None:
    looked_at: list[int] = []

    assert linked.relink(looked_at.append) == 0
    assert looked_at == [4]


def _unlink(client: Elasticsearch, names: Names, row: Row) -> None:
    """As if the posting had been linked to nobody when it came."""
    tagged = row.stored().tagged
    posting = row.posting().model_copy(update={"campaign": None, "compounds": tagged.compounds, "risk": tagged.risk})
    store = {name: value for name, value in row.store.items() if name != "unlinked"} | link_keys(tagged)
    client.index(index=names.month_alias("2026.11"), id=posting.id, document=to_document(posting, store), refresh=True)


def _nobody(count: int) -> None:
    """Nobody watches."""
