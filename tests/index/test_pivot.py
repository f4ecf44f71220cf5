"""What ties a posting to others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from compoundwatch.errors import UsageError
from compoundwatch.posting import TaggedPosting, posting_id
from index.embedded import EmbeddedStore
from index.lookup import find_posting
from index.pivot import pivot_contact, pivot_posting

MakePosting = Callable[..., TaggedPosting]


@pytest.fixture
def filled(store: EmbeddedStore, make_posting: MakePosting, now: datetime) -> EmbeddedStore:
    store.upsert(
        [
            make_posting("one", "Typing", telegram="lily", email="hr@jobs.example.com"),
            make_posting("two", "Reading", telegram="lily"),
            make_posting("three", "Writing", email="boss@example.com", telegram="rose", whatsapp="+85512345678"),
        ],
        at=now,
    )
    return store


def test_a_posting_is_tied_by_what_others_share(filled: EmbeddedStore) -> None:
    ties = pivot_posting(filled, find_posting(filled, posting_id("board", "one")[:8]))

    assert [(tie.by, tie.value, [posting.native_id for posting in tie.postings]) for tie in ties] == [
        ("domain", "example.com", ["three"]),
        ("telegram", "lily", ["two"]),
    ]


@pytest.mark.parametrize("typed", ["lily", "@Lily", "t.me/lily", "https://t.me/s/lily"])
def test_a_contact_is_found_whatever_way_it_is_typed(filled: EmbeddedStore, typed: str) -> None:
    assert pivot_contact(filled, typed).total == 2


def test_a_national_number_is_read_with_its_country(filled: EmbeddedStore) -> None:
    assert pivot_contact(filled, "012 345 678", country="kh").total == 1


@pytest.mark.parametrize("wrong", ["1234567", "zzzzzzzz", "0" * 8])
def test_no_id_is_told(filled: EmbeddedStore, wrong: str) -> None:
    with pytest.raises(UsageError):
        find_posting(filled, wrong)
