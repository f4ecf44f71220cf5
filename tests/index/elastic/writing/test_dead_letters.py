"""Dead letters: nothing that was refused is lost, and it is taken up again when asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from compoundwatch.errors import StoreError
from compoundwatch.posting import TaggedPosting
from index.elastic.writing.body import Call
from index.elastic.writing.chunk import Refused
from index.elastic.writing.dead_letters import DeadLetters, retry
from index.elastic.writing.plan import Item
from index.embedded import EmbeddedStore

MakePosting = Callable[..., TaggedPosting]
HOUR = timedelta(hours=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "letters"


@pytest.fixture
def call(now: datetime) -> Call:
    return Call("0123456789abcdef", now, silent=False)


def test_what_was_refused_is_written_when_it_is_tried_again(
    store: EmbeddedStore, folder: Path, call: Call, make_posting: MakePosting
) -> None:
    posting = make_posting(telegram="desk")
    DeadLetters(folder).add([Refused(Item("upsert", posting.id, 0, posting), "too early")], call)
    retried = retry(store, folder)

    assert (retried.written, retried.dead, list(folder.iterdir())) == (1, 0, [])
    assert [change.at for change in store.since(0)] == [call.at]


def test_a_sighting_that_was_refused_counts_as_of_its_own_time(
    store: EmbeddedStore, folder: Path, call: Call, make_posting: MakePosting, now: datetime
) -> None:
    posting = make_posting()
    store.upsert([posting], at=now - HOUR)
    later = Call(call.batch, now + HOUR, call.silent)
    DeadLetters(folder).add([Refused(Item("gone", posting.id, 0), "closed"), Refused(Item("seen", posting.id, 1), "closed")], later)
    retry(store, folder)

    assert [change.event for change in store.since(0)] == ["new", "gone"]


def test_a_silent_call_stays_silent(store: EmbeddedStore, folder: Path, call: Call, make_posting: MakePosting) -> None:
    posting = make_posting()
    DeadLetters(folder).add([Refused(Item("upsert", posting.id, 0, posting), "")], Call(call.batch, call.at, silent=True))
    retry(store, folder)

    assert (store.since(0), store.get(posting.id) is None) == ([], False)


@pytest.mark.parametrize(
    "line", ["{torn", "[]", '{"what": "upsert", "id": "1", "at": "2026-11-21T12:00:00+00:00", "silent": false}']
)
def test_a_line_that_nobody_can_read_stays_where_it_is(
    store: EmbeddedStore, folder: Path, call: Call, make_posting: MakePosting, line: str
) -> None:
    posting = make_posting()
    DeadLetters(folder).add([Refused(Item("upsert", posting.id, 0, posting), "")], call)
    (file,) = folder.iterdir()
    file.write_text(f"{line}\n{file.read_text()}")
    retried = retry(store, folder)

    assert (retried.written, retried.unreadable, file.read_text()) == (1, 1, f"{line}\n")


def test_a_folder_that_cannot_be_written_is_told(folder: Path, call: Call, make_posting: MakePosting) -> None:
    folder.write_text("no folder")
    posting = make_posting()

    with pytest.raises(StoreError, match="cannot be kept"):
        DeadLetters(folder).add([Refused(Item("upsert", posting.id, 0, posting), "")], call)


def test_without_a_folder_there_is_nothing_to_retry(store: EmbeddedStore, folder: Path) -> None:
    assert retry(store, folder).written == 0
