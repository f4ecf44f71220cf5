"""Erasing on the server: nothing of the posting stays but its id and the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elasticsearch import ElasticsearchStore

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)
ONE, TWO = posting_id("board", "one"), posting_id("board", "two")
ADVERT = "Unmistakable words of an advert for typing work abroad, with lodging, flights and a visa arranged by the company itself. "


@pytest.fixture
def erased(server_store: ElasticsearchStore, make_posting: MakePosting, now: datetime) -> ElasticsearchStore:
    """A store in which a posting that had a revision, changes and a near copy was erased."""
    server_store.upsert([make_posting(text=ADVERT), make_posting("two", ADVERT, telegram="desk")], at=now)
    server_store.upsert([make_posting(text=f"{ADVERT} Edited.", hours=1)], at=now + HOUR)
    assert server_store.erase(ONE, at=now + 2 * HOUR)
    return server_store


def documents(client: Elasticsearch, prefix: str) -> list[tuple[str, str]]:
    """(index, id) of everything that belongs to the erased posting."""
    client.indices.refresh(index=f"{prefix}-*")
    hits = client.search(index=f"{prefix}-*", size=1000)["hits"]["hits"]
    return [(hit["_index"], hit["_id"]) for hit in hits if hit["_id"].startswith(ONE)]


def test_only_id_and_time_stay(erased: ElasticsearchStore, client: Elasticsearch, set_up: Names, now: datetime) -> None:
    assert documents(client, set_up.prefix) == [(set_up.single_index("ids"), ONE)]
    assert client.get(index=set_up.single("ids"), id=ONE)["_source"] == {"erased_at": (now + 2 * HOUR).isoformat()}


def test_it_is_told_no_more(erased: ElasticsearchStore) -> None:
    assert ({change.posting.id for change in erased.since(0)}, erased.revisions(ONE), erased.get(ONE)) == ({TWO}, [], None)


def test_who_is_left_alone_has_no_campaign(erased: ElasticsearchStore) -> None:
    left = erased.get(TWO)

    assert left is not None
    assert left.campaign is None


def test_erasing_again_changes_nothing(erased: ElasticsearchStore, now: datetime) -> None:
    assert erased.erase(ONE, at=now + 3 * HOUR) is False


def test_an_erasure_that_was_cut_short_is_brought_to_its_end(
    server_store: ElasticsearchStore, client: Elasticsearch, set_up: Names, make_posting: MakePosting, now: datetime
) -> None:
    server_store.upsert([make_posting()], at=now)
    client.index(index=set_up.single("ids"), id=ONE, document={"erased_at": now.isoformat(), "month": "2026.11"})

    assert (server_store.erase(ONE, at=now), server_store.get(ONE), documents(client, set_up.prefix)[1:]) == (True, None, [])


def test_an_id_that_was_never_there_never_comes(server_store: ElasticsearchStore, make_posting: MakePosting, now: datetime) -> None:
    assert server_store.erase(ONE, at=now) is False
    assert server_store.upsert([make_posting()], at=now + HOUR).unchanged == 1
