"""How old and new become one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from compoundwatch.posting import TaggedPosting
from index import merge
from index.merge import Stored

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)


@pytest.fixture
def stored(make_posting: MakePosting, now: datetime) -> Stored:
    return merge.first(make_posting(), at=now + HOUR).stored


def merged(old: Stored, new: TaggedPosting) -> merge.Merged:
    found = merge.merge(old, new)
    assert found is not None
    return found


def test_a_first_capture_is_new_and_seen_when_it_was_fetched(make_posting: MakePosting, now: datetime) -> None:
    found = merge.first(make_posting(), at=now + HOUR)

    assert (found.event, found.stored.first_seen, found.stored.ingested_at) == ("new", now, now + HOUR)


def test_the_same_capture_again_changes_nothing(stored: Stored, make_posting: MakePosting) -> None:
    assert merge.merge(stored, make_posting()) is None


def test_an_older_capture_that_arrives_late_changes_nothing(stored: Stored, make_posting: MakePosting) -> None:
    assert merge.merge(stored, make_posting(text="As it was before", hours=-2)) is None


def test_other_content_is_a_revision_and_an_event(stored: Stored, make_posting: MakePosting) -> None:
    found = merged(stored, make_posting(text="Typing work in Poipet", hours=2))

    assert (found.event, found.replaced, found.stored.revision) == ("edited", True, 1)


def test_first_seen_stays_and_last_seen_moves(stored: Stored, make_posting: MakePosting, now: datetime) -> None:
    found = merged(stored, make_posting(text="Typing work in Poipet", hours=2)).stored

    assert (found.first_seen, found.last_seen) == (now, now + 2 * HOUR)


def test_other_tags_of_the_same_content_are_no_event(stored: Stored, make_posting: MakePosting) -> None:
    found = merged(stored, make_posting(enrich_version="2", language="en"))

    assert (found.event, found.replaced, found.stored.tagged.language) == (None, False, "en")


def test_the_same_capture_read_by_a_newer_parser_is_no_revision(stored: Stored, make_posting: MakePosting) -> None:
    found = merged(stored, make_posting(text="Typing work abroad, read better"))

    assert (found.event, found.replaced, found.stored.revision) == (None, False, 0)


def test_gone_then_captured_again_has_returned(stored: Stored, make_posting: MakePosting, now: datetime) -> None:
    gone = merge.gone(stored, at=now + HOUR)
    assert gone is not None

    assert merged(gone.stored, make_posting(hours=2)).event == "returned"


def test_a_capture_from_before_it_was_gone_does_not_bring_it_back(stored: Stored, make_posting: MakePosting, now: datetime) -> None:
    gone = merge.gone(stored, at=now + 3 * HOUR)
    assert gone is not None

    assert merged(gone.stored, make_posting(hours=2)).stored.status == "gone"


def test_gone_is_told_once(stored: Stored, now: datetime) -> None:
    gone = merge.gone(stored, at=now + HOUR)
    assert gone is not None

    assert merge.gone(gone.stored, at=now + 2 * HOUR) is None


def test_seen_after_gone_has_returned(stored: Stored, now: datetime) -> None:
    gone = merge.gone(stored, at=now + HOUR)
    assert gone is not None
    back = merge.seen(gone.stored, at=now + 2 * HOUR)

    assert back is not None
    assert (back.event, back.stored.status) == ("returned", "returned")
