"""The second half of a run: its stages, and that one which fails stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from compoundwatch import db
from compoundwatch.config import Settings, load_settings
from compoundwatch.db import open_database
from compoundwatch.pipeline.notify import NotifyReport, notify
from compoundwatch.posting import Risk, TaggedPosting, posting_id
from index import open_store
from index.store import PostingStore

NOW = datetime(2026, 11, 21, 9, 6, tzinfo=UTC)
POSTING = TaggedPosting(
    id=posting_id("board", "1"),
    source="board",
    native_id="1",
    url="https://board.example/jobs/1",
    kind="job",
    title="Typists",
    text="Ticket paid.",
    fetched_at=NOW,
    risk=Risk(score=0.8, level="high", reasons=("ticket is paid",)),
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """One saved search, told by mail and to a webhook at which nobody listens."""
    configs = tmp_path / "configs"
    (configs / "alerts").mkdir(parents=True)
    (configs / "gazetteer").symlink_to(Path(__file__).parents[3] / "configs" / "gazetteer")
    (configs / "app.yml").write_text("var: ../var\n")
    (configs / "alerts" / "desk.yml").write_text(
        "title: Desk\nemail: a@ngo.example\nconsent: by letter of May\nquery: typists\n"
        "outlets: [mail, webhook]\nwebhook: http://127.0.0.1:9/\n"
    )
    return load_settings({"COMPOUNDWATCH_CONFIGS": str(configs)})


@pytest.fixture
def store(settings: Settings) -> Iterator[PostingStore]:
    with open_store(settings) as store:
        yield store


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = open_database(settings)
    yield engine
    engine.dispose()


def told(settings: Settings, engine: Engine, store: PostingStore) -> NotifyReport:
    return notify(settings, engine, store, NOW, lambda _: None)


def publish(settings: Settings, engine: Engine, store: PostingStore) -> None:
    """A posting that comes after the search was first seen."""
    told(settings, engine, store)
    store.upsert([POSTING], at=NOW)


def test_a_posting_is_told_by_every_outlet(settings: Settings, engine: Engine, store: PostingStore) -> None:
    publish(settings, engine, store)
    report = told(settings, engine, store)
    assert (report.hits, report.mails, report.mails_sent, report.webhooks_waiting, report.problems) == (1, 1, 1, 1, ())


def test_a_call_that_waits_is_no_failure(settings: Settings, engine: Engine, store: PostingStore) -> None:
    publish(settings, engine, store)
    assert told(settings, engine, store).exit_code == 5


def test_again_tells_nothing_twice(settings: Settings, engine: Engine, store: PostingStore) -> None:
    publish(settings, engine, store)
    told(settings, engine, store)
    again = told(settings, engine, store)
    assert (again.hits, again.mails, again.mails_sent) == (0, 0, 0)


def test_mails_that_cannot_be_written_stop_no_webhook(settings: Settings, engine: Engine, store: PostingStore) -> None:
    publish(settings, engine, store)
    settings.outbox.write_text("a file where the folder should be")
    report = told(settings, engine, store)
    assert report.exit_code != 0
    with engine.connect() as connection:
        assert connection.scalar(select(func.sum(db.webhook_calls.c.tries))) == 1


def test_a_wrong_search_stops_no_mail_that_waits(settings: Settings, engine: Engine, store: PostingStore) -> None:
    publish(settings, engine, store)
    outbox = settings.outbox
    outbox.write_text("a file where the folder should be")
    told(settings, engine, store)
    outbox.unlink()
    (settings.configs / "alerts" / "other.yml").write_text(
        "title: Other\nemail: b@ngo.example\nconsent: by letter of May\nquery: 'near:nowhere~'\n"
    )
    report = notify(settings, engine, store, NOW.replace(day=22), lambda _: None)
    assert (report.mails_sent, ["matching" in problem for problem in report.problems]) == (1, [True])
