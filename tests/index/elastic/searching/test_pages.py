"""Pages of results, counts and single postings of the server store."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from elasticsearch import Elasticsearch, helpers

from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import UsageError
from compoundwatch.posting import Posting, TaggedPosting
from index.elastic.names import Names, month_of
from index.elastic.schema.documents import to_document
from index.elastic.schema.mapping import create_month, install
from index.elastic.searching.pages import Pages
from index.query import All, Node, Value, parse_query
from index.store import Sort
from tests.servers.cleaning import remove_all

NOVEMBER = datetime(2026, 11, 20, tzinfo=UTC)

Put = Callable[..., list[Posting]]


@pytest.fixture(scope="module")
def installed(elasticsearch_url: str) -> Iterator[Names]:
    names = Names(f"test-{secrets.token_hex(5)}")
    with Elasticsearch(elasticsearch_url) as client:
        install(client, names, StoreConfig(replicas=0))
        yield names
        remove_all(client, names.prefix)


@pytest.fixture
def set_up(client: Elasticsearch, installed: Names) -> Iterator[Names]:
    """Making all indices for each test would take the longest of it: only the months are new each time."""
    yield installed
    if months := list(client.indices.get(index=installed.all_months())):
        client.indices.delete(index=months)


@pytest.fixture
def pages(client: Elasticsearch, set_up: Names) -> Pages:
    return Pages(client, set_up)


@pytest.fixture
def put(
    client: Elasticsearch, set_up: Names, make_posting: Callable[..., TaggedPosting], as_posting: Callable[[TaggedPosting], Posting]
) -> Put:
    """Put so many postings on the server, one ingested a second after the other, in months as many as `days` reach over."""

    def put(count: int, *, days: float = 0, start: int = 0, **fields: object) -> list[Posting]:
        made = [as_posting(make_posting(f"n{n}", **fields)) for n in range(start, start + count)]
        postings = [
            posting.model_copy(
                update={"first_seen": NOVEMBER + timedelta(days=n * days), "ingested_at": NOVEMBER + timedelta(seconds=start + n)}
            )
            for n, posting in enumerate(made)
        ]
        for month in {month_of(_seen(posting)) for posting in postings}:
            create_month(client, set_up, month)
        helpers.bulk(client, _actions(set_up, postings), refresh=True)
        return postings

    return put


def _seen(posting: Posting) -> datetime:
    return posting.first_seen or NOVEMBER


def _actions(names: Names, postings: list[Posting]) -> Iterator[dict[str, object]]:
    for position, posting in enumerate(postings):
        month = month_of(_seen(posting))
        yield {"_index": names.month_alias(month), "_id": posting.id, "_source": to_document(posting, {"position": position})}
        yield {"_index": names.single("ids"), "_id": posting.id, "_source": {"month": month}}


def all_ids(pages: Pages, query: Node, sort: Sort, limit: int) -> list[str]:
    hits = pages.search(query, limit=limit, after=None, sort=sort)
    ids = [posting.id for posting in hits.postings]
    while hits.after:
        hits = pages.search(query, limit=limit, after=hits.after, sort=sort)
        ids += [posting.id for posting in hits.postings]
    return ids


def test_a_store_without_postings_finds_nothing(pages: Pages) -> None:
    hits = pages.search(All(), limit=20, after=None, sort="newest")

    assert (hits.total, hits.postings, hits.after) == (0, (), None)


def test_a_store_without_postings_counts_and_streams_nothing(pages: Pages) -> None:
    assert (pages.facets(All(), "country", limit=10), list(pages.all()), pages.find("0" * 8)) == ([], [], [])


def test_the_newest_come_first_whatever_month_they_stand_in(pages: Pages, put: Put) -> None:
    postings = put(6, days=20)

    assert all_ids(pages, All(), "newest", 2) == [posting.id for posting in reversed(postings)]


def test_of_one_batch_the_last_comes_first(pages: Pages, put: Put, client: Elasticsearch, set_up: Names) -> None:
    postings = [posting.model_copy(update={"ingested_at": NOVEMBER}) for posting in put(9)]
    helpers.bulk(client, _actions(set_up, postings), refresh=True)

    assert all_ids(pages, All(), "newest", 4) == [posting.id for posting in reversed(postings)]


def test_pages_stand_while_others_write(pages: Pages, put: Put) -> None:
    old = put(10)
    first = pages.search(All(), limit=4, after=None, sort="newest")

    put(5, start=10)
    second = pages.search(All(), limit=4, after=first.after, sort="newest")

    assert [posting.id for posting in (*first.postings, *second.postings)] == [posting.id for posting in reversed(old)][:8]


def test_results_deeper_than_the_servers_window_are_reached(pages: Pages, put: Put, client: Elasticsearch, set_up: Names) -> None:
    postings = put(1200, text="x")
    # 10,000 where nobody sets it; this keeps the test short.
    client.indices.put_settings(index=set_up.postings, settings={"index.max_result_window": 500})

    hits = pages.search(All(), limit=1200, after=None, sort="newest")

    assert (hits.total, [posting.id for posting in hits.postings]) == (1200, [posting.id for posting in reversed(postings)])


def test_by_score_a_short_text_with_the_word_comes_first(pages: Pages, put: Put) -> None:
    put(3, text="visa " + "and many other words " * 20)
    (short,) = put(1, start=3, text="visa")

    assert pages.search(parse_query("visa"), limit=1, after=None, sort="score").postings == (short,)


@pytest.mark.parametrize("sort", ["newest", "risk", "score"])
def test_a_page_of_no_results_only_counts(pages: Pages, put: Put, sort: Sort) -> None:
    put(3)

    hits = pages.search(All(), limit=0, after=None, sort=sort)

    assert (hits.total, hits.postings, hits.after) == (3, (), None)


def test_values_are_counted_over_all_months_exactly(pages: Pages, put: Put) -> None:
    put(30, days=3, telegram="common")
    put(5, start=30, telegram="rare")

    assert pages.facets(All(), "telegram", limit=2) == [("common", 30), ("rare", 5)]


def test_a_field_without_values_cannot_be_counted(pages: Pages) -> None:
    with pytest.raises(UsageError, match="text cannot be counted"):
        pages.facets(All(), "text", limit=2)


def test_a_posting_is_there_as_soon_as_it_is_written(pages: Pages, put: Put, client: Elasticsearch, set_up: Names) -> None:
    (posting,) = put(1)
    newer = posting.model_copy(update={"status": "gone"})

    helpers.bulk(client, _actions(set_up, [newer]), refresh=False)

    assert pages.get(posting.id) == newer


@pytest.mark.parametrize("registered", [{}, {"month": "2020.01"}, {"erased_at": "2026-11-20T00:00:00Z"}])
def test_an_id_without_a_posting_gives_none(pages: Pages, client: Elasticsearch, set_up: Names, registered: dict[str, str]) -> None:
    client.index(index=set_up.single("ids"), id="f" * 32, document=registered)

    assert pages.get("f" * 32) is None


def test_an_unknown_id_gives_none(pages: Pages) -> None:
    assert pages.get("e" * 32) is None


def test_ids_are_found_by_how_they_begin(pages: Pages, put: Put) -> None:
    ids = sorted(posting.id for posting in put(300, text="x"))

    assert pages.find(ids[7][:12].upper()) == [ids[7]]


def test_all_postings_are_streamed_in_the_order_of_their_ids(pages: Pages, put: Put) -> None:
    postings = put(1100, days=0.05, text="x")

    assert list(pages.all()) == sorted(postings, key=lambda posting: posting.id)


def test_a_campaign_that_was_merged_is_found_by_its_old_name(pages: Pages, put: Put, client: Elasticsearch, set_up: Names) -> None:
    (posting,) = put(1)
    old, new = "a" * 32, "b" * 32
    helpers.bulk(client, _actions(set_up, [posting.model_copy(update={"campaign": new})]), refresh=True)
    client.index(index=set_up.single("campaigns"), id=old, document={"alias": old, "campaign": new})

    assert all_ids(pages, Value("campaign", (old,)), "newest", 5) == [posting.id]
