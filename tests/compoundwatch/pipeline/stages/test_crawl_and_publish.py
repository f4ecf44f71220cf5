"""The stages as tasks call them: done twice, cut off, at the same time, and again."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import select

from compoundwatch.archive import open_archive
from compoundwatch.config import Settings, load_settings
from compoundwatch.db import marks, opened_database
from compoundwatch.errors import TryLater, UsageError
from compoundwatch.pipeline.stages.crawl import CrawlOutcome, crawl_stage
from compoundwatch.pipeline.stages.publish import publish_stage
from compoundwatch.turns import Turns
from compoundwatch.urls import registrable_domain
from index import open_store
from spiders.killed_run import locked
from tests.compoundwatch.pipeline.made_up import Board, Installation

START = datetime(2026, 11, 21, 9, tzinfo=UTC)
NOW = START + timedelta(hours=1)
RUN = "board/20261121T090000.000000Z"
_PATIENCE_SECONDS = 90


@pytest.fixture
def settings(installation: Installation) -> Settings:
    return load_settings(installation.environment)


def crawl(settings: Settings, start: datetime = START) -> CrawlOutcome:
    return crawl_stage(settings, "board", start, lambda _: None)


def crawl_once_it_is_free(settings: Settings) -> CrawlOutcome:
    """A killed crawl dies with its stage, but a moment later: who comes in between is told to come again."""
    end = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < end:
        with suppress(TryLater):
            return crawl(settings)
        time.sleep(0.02)
    raise AssertionError("the source was never free")


def titles(settings: Settings) -> list[str]:
    with open_store(settings) as store:
        return sorted(posting.title for posting in store.all())


def failures(settings: Settings) -> list[str]:
    """What operators are to be told, by its names in the state database."""
    with opened_database(settings) as engine, engine.connect() as connection:
        return list(connection.scalars(select(marks.c.name).where(marks.c.name.startswith("failed "))))


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@contextmanager
def halfway(board: Board, installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Iterator[subprocess.Popen[bytes]]:
    """The stage in a process of its own, while the board keeps it waiting for the fourth advert and those after it."""
    go_on, answer = Event(), board.answer

    def hesitate(path: str) -> tuple[int, str, bytes]:
        if path.startswith("/advert/") and int(path.rpartition("/")[2]) > 3:
            go_on.wait(_PATIENCE_SECONDS)
        return answer(path)

    sightings = installation.var / "runs" / f"{RUN}.partial" / "sightings.jsonl"
    command = installation.command("stage", "crawl", "board", "--interval", "2026-11-21T09:00:00")
    with monkeypatch.context() as patched:
        patched.setattr(board, "answer", hesitate)
        with subprocess.Popen(command, env=installation.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            wait_until(lambda: sightings.exists() and sightings.read_bytes().count(b"\n") == 3)
            yield process
        go_on.set()


def test_a_run_is_named_by_its_interval_and_published(settings: Settings) -> None:
    outcome = crawl(settings)
    assert outcome == CrawlOutcome(run=RUN, exit_code=0)
    assert publish_stage(settings, RUN, NOW).events == {"new": 6}
    assert len(titles(settings)) == 6


def test_done_again_nothing_is_fetched_and_nothing_changes(settings: Settings, board: Board) -> None:
    crawl(settings)
    publish_stage(settings, RUN, NOW)
    asked = len(board.asked)
    assert crawl(settings).run == RUN
    assert publish_stage(settings, RUN, NOW + timedelta(hours=1)).events == {}
    assert len(board.asked) == asked


def test_a_source_that_was_down_is_crawled_again_beside(settings: Settings, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(board, "answer", lambda _: (503, "text/html", b"<h1>Service unavailable</h1>"))
        assert crawl(settings).exit_code == 5
    outcome = crawl(settings)
    assert (outcome.run, outcome.exit_code) == (f"{RUN}-2", 0)
    assert publish_stage(settings, f"{RUN}-2", NOW).events == {"new": 6}


def test_when_its_server_may_be_asked_again_is_told(settings: Settings, board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened_database(settings) as engine:
        Turns(engine).hold_back(registrable_domain(board.home), 300)
    monkeypatch.setattr(board, "answer", lambda _: (503, "text/html", b"<h1>Service unavailable</h1>"))
    outcome = crawl(settings)
    assert outcome.exit_code == 5
    assert outcome.why
    assert outcome.retry_after == pytest.approx(300, abs=_PATIENCE_SECONDS)


def test_what_was_left_unpublished_goes_first(settings: Settings, board: Board) -> None:
    crawl(settings)
    del board.adverts[6]
    later = crawl(settings, START + timedelta(hours=1)).run
    assert later is not None
    assert publish_stage(settings, later, NOW).events == {"new": 6}
    assert publish_stage(settings, RUN, NOW).events == {}


def test_told_to_stop_it_saves_what_it_has(
    settings: Settings, board: Board, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with halfway(board, installation, monkeypatch) as process:
        process.send_signal(signal.SIGTERM)
        assert process.wait(_PATIENCE_SECONDS) == -signal.SIGTERM
    archive = open_archive(settings)
    assert list(archive.runs()) == [RUN]
    with archive.open(RUN) as folder:
        assert folder.read_stats().finish_reason == "stopped"
    assert publish_stage(settings, RUN, NOW).events == {"new": 3}
    assert crawl(settings).run == f"{RUN}-2"
    assert publish_stage(settings, f"{RUN}-2", NOW).events == {"new": 3}


def test_killed_in_mid_crawl_nothing_is_lost_or_doubled(
    settings: Settings, board: Board, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with halfway(board, installation, monkeypatch) as process:
        process.kill()
    outcome = crawl_once_it_is_free(settings)
    assert (outcome.run, outcome.exit_code) == (f"{RUN}-2", 0)
    assert publish_stage(settings, f"{RUN}-2", NOW).events == {"new": 6}
    assert list(open_archive(settings).runs()) == [RUN, f"{RUN}-2"]
    assert titles(settings) == [f"Advert {number}" for number in range(1, 7)]


def test_what_a_killed_task_left_is_not_touched_while_its_crawl_still_writes(settings: Settings) -> None:
    partial = open_archive(settings).workplace / f"{RUN}.partial"
    partial.mkdir(parents=True)
    with locked(partial), pytest.raises(TryLater, match="still writes"):
        crawl(settings)
    assert partial.is_dir()
    assert crawl(settings).run == f"{RUN}-2"


def test_two_crawls_of_one_source_never_overlap(
    settings: Settings, board: Board, installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with halfway(board, installation, monkeypatch) as process:
        with pytest.raises(TryLater, match="another is at it"):
            crawl(settings, START + timedelta(hours=1))
        process.kill()


def test_replayed_a_run_tells_nobody_and_changes_nothing(settings: Settings) -> None:
    crawl(settings)
    publish_stage(settings, RUN, NOW)
    with open_store(settings) as store:
        before, seq = {posting.id: posting for posting in store.all()}, store.last_seq()
    publish_stage(settings, RUN, NOW + timedelta(days=1), silent=True)
    with open_store(settings) as store:
        assert {posting.id: posting for posting in store.all()} == before
        assert [change for change in store.since(seq) if change.event] == []


def test_where_a_lexicon_is_broken_postings_are_tagged_as_before_and_the_operators_are_told(
    settings: Settings, tmp_path: Path
) -> None:
    tables = shutil.copytree(settings.tables, tmp_path / "tables")
    settings = replace(settings, app=settings.app.model_copy(update={"tables": tables}))
    crawl(settings)
    publish_stage(settings, RUN, NOW)
    lexicon = tables / "lexicons" / "en.yml"
    lexicon.write_text("signals: [", encoding="utf-8")
    later = str(crawl(settings, START + timedelta(hours=1)).run)
    publish_stage(settings, later, NOW + timedelta(hours=1))
    publish_stage(settings, later, NOW + timedelta(hours=1), silent=True)
    assert len(titles(settings)) == 6
    assert failures(settings) == ["failed tables en.yml"]


def test_a_name_that_is_none_is_refused(settings: Settings) -> None:
    with pytest.raises(UsageError):
        publish_stage(settings, "../../etc", NOW)
    with pytest.raises(UsageError, match="no source named"):
        crawl_stage(settings, "none", START, lambda _: None)
