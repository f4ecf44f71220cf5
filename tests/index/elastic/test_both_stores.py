"""What every store does, whichever it is: the embedded one and the server."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from compoundwatch.errors import UsageError
from compoundwatch.posting import Posting, TaggedPosting, posting_id
from index.query import parse_query
from index.store import PostingStore

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)
ONE = posting_id("board", "one")


@pytest.fixture(params=["embedded", "elasticsearch"])
def any_store(request: pytest.FixtureRequest) -> PostingStore:
    opened: PostingStore = request.getfixturevalue("store" if request.param == "embedded" else "server_store")
    return opened


def ids(store: PostingStore, query: str) -> list[str]:
    return [posting.native_id for posting in store.search(parse_query(query), limit=100).postings]


def got(store: PostingStore, name: str = "one") -> Posting:
    found = store.get(posting_id("board", name))
    assert found is not None
    return found


def test_a_batch_again_changes_nothing(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    batch = [make_posting(f"p{number}", f"Text number {number}") for number in range(5)]
    any_store.upsert(batch, at=now)
    again = any_store.upsert(batch, at=now + HOUR)

    assert (again.events, again.updated, again.unchanged) == ({}, 0, 5)


def test_what_was_stored_comes_back_whole(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    posting = make_posting(title="Hiring", telegram="hr_desk")
    any_store.upsert([posting], at=now + HOUR)

    expected = Posting(**dict(posting), first_seen=now, last_seen=now, ingested_at=now + HOUR)
    assert got(any_store) == expected


def test_an_edit_keeps_the_content_of_before(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting(text="First words")], at=now)
    any_store.upsert([make_posting(text="Second words", hours=1)], at=now + HOUR)

    assert [(one.number, one.posting.text) for one in any_store.revisions(ONE)] == [(0, "First words")]


def test_an_edit_is_found_by_its_new_words_only(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting(text="First words")], at=now)
    any_store.upsert([make_posting(text="Second words", hours=1)], at=now + HOUR)

    assert (ids(any_store, "first"), ids(any_store, "second")) == ([], ["one"])


def test_changes_are_told_in_order_and_once(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting()], at=now)
    any_store.sighted([], [ONE], at=now + HOUR)
    any_store.sighted([ONE], [], at=now + 2 * HOUR)
    changes = any_store.since(0)

    assert [change.event for change in changes] == ["new", "gone", "returned"]
    assert any_store.since(changes[-1].seq) == []


def test_silent_changes_are_never_told(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting()], at=now, silent=True)

    assert any_store.since(0) == []


def test_a_sighting_moves_last_seen(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting()], at=now)
    any_store.sighted([ONE, "0" * 32], [], at=now + HOUR)

    assert got(any_store).last_seen == now + HOUR


def test_status_is_searched_as_it_stands(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting(), make_posting("two", "Other work")], at=now)
    any_store.sighted([], [ONE], at=now + HOUR)

    assert (ids(any_store, "status:gone"), ids(any_store, "status:active")) == (["one"], ["two"])


def test_pages_go_on_where_the_last_ended_while_others_write(
    any_store: PostingStore, make_posting: MakePosting, now: datetime
) -> None:
    any_store.upsert([make_posting(f"p{number}") for number in range(10)], at=now)
    first = any_store.search(parse_query("typing"), limit=4)
    any_store.upsert([make_posting("late")], at=now)
    second = any_store.search(parse_query("typing"), limit=4, after=first.after)

    assert [posting.native_id for posting in second.postings] == ["p5", "p4", "p3", "p2"]


def test_the_riskiest_come_first_when_asked(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    risks = {"low": 0.1, "high": 0.9, "mid": 0.5}
    any_store.upsert(
        [make_posting(name, risk={"score": score, "level": "low", "reasons": []}) for name, score in risks.items()], at=now
    )
    hits = any_store.search(parse_query("*"), sort="risk")

    assert [posting.native_id for posting in hits.postings] == ["high", "mid", "low"]


def test_words_that_stand_more_often_count_more(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert(
        [make_posting("often", "visa visa visa"), make_posting("once", "visa and many more words of other things")], at=now
    )

    assert [posting.native_id for posting in any_store.search(parse_query("visa"), sort="score").postings] == ["often", "once"]


def test_a_page_mark_that_is_none_is_refused(any_store: PostingStore) -> None:
    with pytest.raises(UsageError, match="page"):
        any_store.search(parse_query("*"), after="1; DROP")


def test_facets_count_values(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting(f"p{number}", telegram="a" if number else "b") for number in range(3)], at=now)

    assert any_store.facets(parse_query("*"), "telegram") == [("a", 2), ("b", 1)]


def test_an_erased_posting_is_gone_for_good(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting()], at=now)
    any_store.erase(ONE, at=now)
    again = any_store.upsert([make_posting(hours=1)], at=now + HOUR)

    assert (any_store.get(ONE), ids(any_store, "*"), again.unchanged) == (None, [], 1)


def test_ids_are_found_by_their_beginning(any_store: PostingStore, make_posting: MakePosting, now: datetime) -> None:
    any_store.upsert([make_posting(), make_posting("two")], at=now)

    assert any_store.find(ONE[:8].upper()) == [ONE]
