"""Months dropped by age: all of an old month goes, nothing of a newer one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from elasticsearch import Elasticsearch

from compoundwatch.errors import UsageError
from compoundwatch.posting import TaggedPosting, posting_id
from index.elastic.names import Names
from index.elastic.upkeep.retention import drop_months
from index.elasticsearch import ElasticsearchStore
from index.expiry import ExpiredMonth

MakePosting = Callable[..., TaggedPosting]


@pytest.fixture
def filled(server_store: ElasticsearchStore, make_posting: MakePosting) -> ElasticsearchStore:
    """Two postings in each of three months; one of each was edited a day later."""
    for month in (8, 9, 10):
        when = datetime(2026, month, 5, tzinfo=UTC)
        both = [make_posting(f"{month}-{name}", f"Typing work {month} {name}", fetched_at=when) for name in ("a", "b")]
        server_store.upsert(both, at=when)
        later = when.replace(day=6)
        server_store.upsert([make_posting(f"{month}-a", f"Typing work {month} changed", fetched_at=later)], at=later)
    return server_store


def names_of(store: ElasticsearchStore) -> list[str]:
    return sorted(posting.native_id for posting in store.all())


def test_all_of_an_old_month_goes(filled: ElasticsearchStore, client: Elasticsearch, names: Names) -> None:
    assert drop_months(client, names, "2026.10") == [ExpiredMonth("2026.08", 2), ExpiredMonth("2026.09", 2)]
    assert names_of(filled) == ["10-a", "10-b"]
    assert {change.posting.native_id for change in filled.since(0)} == {"10-a", "10-b"}
    assert len(filled.revisions(posting_id("board", "10-a"))) == 1
    client.indices.refresh(index=f"{names.prefix}-*")
    counts = {kind: client.count(index=names.single(kind))["count"] for kind in ("ids", "changes", "revisions")}
    assert counts == {"ids": 2, "changes": 3, "revisions": 1}
    assert not client.indices.exists(index=names.month_index("2026.08"))


def test_a_dry_run_says_the_same_and_does_nothing(filled: ElasticsearchStore, client: Elasticsearch, names: Names) -> None:
    assert drop_months(client, names, "2026.09", dry_run=True) == [ExpiredMonth("2026.08", 2)]
    assert len(names_of(filled)) == 6


def test_the_newest_month_stays_whatever_is_asked(filled: ElasticsearchStore, client: Elasticsearch, names: Names) -> None:
    drop_months(client, names, "2100.01")

    assert names_of(filled) == ["10-a", "10-b"]


def test_what_was_dropped_can_come_again_as_new(
    filled: ElasticsearchStore, client: Elasticsearch, names: Names, make_posting: MakePosting, now: datetime
) -> None:
    drop_months(client, names, "2026.09")
    written = filled.upsert([make_posting("8-a", fetched_at=now)], at=now)

    assert written.events == {"new": 1}
    assert len(names_of(filled)) == 5


def test_what_was_erased_stays_erased(
    filled: ElasticsearchStore, client: Elasticsearch, names: Names, make_posting: MakePosting, now: datetime
) -> None:
    filled.erase(posting_id("board", "8-a"), at=now)
    drop_months(client, names, "2026.09")
    filled.upsert([make_posting("8-a", fetched_at=now)], at=now)

    assert filled.get(posting_id("board", "8-a")) is None


def test_a_drop_that_was_cut_short_is_finished(filled: ElasticsearchStore, client: Elasticsearch, names: Names) -> None:
    """As after a kill when the month had left its aliases and lost its registry entries."""
    index = names.month_index("2026.08")
    client.indices.update_aliases(actions=[{"remove": {"index": index, "aliases": names.month_aliases("2026.08")}}])
    drop_months(client, names, "2026.09")

    assert not client.indices.exists(index=index)
    assert {change.posting.native_id for change in filled.since(0)} == {"9-a", "9-b", "10-a", "10-b"}


def test_a_month_whose_index_others_deleted_is_cleared(filled: ElasticsearchStore, client: Elasticsearch, names: Names) -> None:
    """As the lifecycle management of a server does it."""
    client.indices.delete(index=names.month_index("2026.08"))

    assert drop_months(client, names, "2026.09") == [ExpiredMonth("2026.08", 0)]
    assert client.count(index=names.single("ids"))["count"] == 4


@pytest.mark.parametrize("before", ["2026", "2026.13", "2026-09", "2026.09.01", ""])
def test_what_is_no_month_is_refused(client: Elasticsearch, set_up: Names, before: str) -> None:
    with pytest.raises(UsageError, match="is no month; expected one such as"):
        drop_months(client, set_up, before)
