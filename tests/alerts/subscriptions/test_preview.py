from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from alerts.subscriptions.preview import Preview, preview
from compoundwatch.posting import TaggedPosting
from index.embedded import EmbeddedStore
from index.query import parse_query

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
    return preview(store, parse_query('"KK Park"'), "watch", NOW, 30)


def test_only_the_last_days_are_looked_at(seen: Preview) -> None:
    assert seen.found == 3


def test_what_would_be_told_is_counted(seen: Preview) -> None:
    assert (seen.told, len(seen.examples)) == (2, 2)


def test_mails_are_reckoned_by_days_that_have_hits(seen: Preview) -> None:
    assert seen.mails_per_week == round(2 / 30 * 7, 1)
