from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alerts.subscriptions.preview import Period, Preview, preview
from compoundwatch.posting import TaggedPosting
from index.embedded import EmbeddedStore
from index.query import parse_query
from tests.alerts.subscriptions.conftest import wish

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)


@pytest.fixture
def seen(store: EmbeddedStore, make_tagged: Callable[..., TaggedPosting]) -> Preview:
    """Two hits on two days of the last 30, one below the level, one too old."""
    adverts = {
        "typist in an office": (1, "high"),
        "casino dealer": (3, "high"),
        "gardener": (3, "low"),
        "cook for a ship": (90, "high"),
    }
    for words, (days, level) in adverts.items():
        at = NOW - timedelta(days=days)
        posting = make_tagged(f"KK Park {words}", words, level=level, compound=None, handle=None, native_id=words)
        store.upsert([posting.model_copy(update={"fetched_at": at})], at=at)
    return preview(store, parse_query('"KK Park"'), wish(), Period(NOW))


def test_only_the_last_days_are_looked_at(seen: Preview) -> None:
    assert seen.found == 3


def test_what_would_be_told_is_counted(seen: Preview) -> None:
    assert (seen.told, len(seen.examples)) == (2, 2)


def test_mails_are_reckoned_by_days_that_have_hits(seen: Preview) -> None:
    assert seen.mails_per_week == round(2 / 30 * 7, 1)


def test_everything_taken_in_is_counted_beside_it(seen: Preview) -> None:
    assert seen.taken_in == 3


@pytest.mark.parametrize(("rate", "digests"), [("immediate", 4), ("hourly", 3), ("daily", 2), ("weekly", 2), ("monthly", 1)])
def test_a_slower_rate_makes_fewer_mails(
    store: EmbeddedStore, make_tagged: Callable[..., TaggedPosting], rate: str, digests: int
) -> None:
    for minutes in (0, 3, 80, 60 * 24 * 6):
        at = NOW - timedelta(minutes=minutes)
        posting = make_tagged(f"KK Park {minutes}", "words", handle=None, native_id=str(minutes))
        store.upsert([posting.model_copy(update={"fetched_at": at})], at=at)
    found = preview(store, parse_query('"KK Park"'), wish(rate=rate, time_zone="Asia/Bangkok"), Period(NOW))
    assert found.mails_per_week == round(digests / 30 * 7, 1)


def test_a_search_without_mail_makes_none(store: EmbeddedStore, make_tagged: Callable[..., TaggedPosting]) -> None:
    store.upsert([make_tagged()], at=NOW)
    found = preview(store, parse_query('"KK Park"'), wish(outlets=("feed",)), Period(NOW))
    assert (found.told, found.mails_per_week) == (1, 0.0)


def test_it_stops_when_it_is_told_that_this_is_enough(store: EmbeddedStore, make_tagged: Callable[..., TaggedPosting]) -> None:
    postings = [make_tagged(f"KK Park {n}", f"words {n}", handle=None, native_id=str(n)) for n in range(450)]
    store.upsert(postings, at=NOW)
    found = preview(store, parse_query('"KK Park"'), wish(), Period(NOW), lambda told: told >= 100)
    assert (found.told, found.cut) == (200, True)


def test_filters_and_topics_are_obeyed(store: EmbeddedStore, make_tagged: Callable[..., TaggedPosting]) -> None:
    linked, bare = (
        make_tagged("KK Park one", native_id="1"),
        make_tagged("KK Park two", "x", native_id="2", compound=None, handle=None),
    )
    store.upsert([linked, bare], at=NOW)
    choices: list[dict[str, Any]] = [{}, {"tell": ("compound_linked",)}, {"languages": ("th",)}, {"countries": ("MM",)}]
    told = [preview(store, parse_query('"KK Park"'), wish(**choice), Period(NOW)).told for choice in choices]
    assert told == [2, 1, 0, 2]
