"""One run into the archive, cut off and done again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from compoundwatch.archive import open_archive
from compoundwatch.config import Settings
from compoundwatch.config.settings import Secrets
from compoundwatch.db import opened_database
from compoundwatch.pipeline.publish import Publisher
from compoundwatch.pipeline.recover import publish_left_behind
from compoundwatch.run_folder import PARTIAL
from enrich import Enricher
from index import open_store
from spiders.killed_run import locked
from tests.compoundwatch.pipeline.history import HISTORY, START, settings_of, write_run

FIRST, LATER = START + timedelta(hours=1), START + timedelta(days=3)


@pytest.fixture
def settings(tmp_path: Path, state_url: str) -> Settings:
    return replace(settings_of(tmp_path), secrets=Secrets(database_url=state_url))


@pytest.fixture
def publisher(settings: Settings) -> Iterator[Publisher]:
    with opened_database(settings) as engine, open_store(settings) as store:
        yield Publisher(engine, store, Enricher.load(settings), open_archive(settings))


def test_what_an_earlier_try_left_is_published_under_its_time(
    settings: Settings, publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = write_run(settings.runs, HISTORY[0])
    with monkeypatch.context() as patched:
        patched.setattr(type(publisher.store), "sighted", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publisher.publish(folder.run, FIRST)

    done = publish_left_behind(publisher, LATER)

    assert done["a"].events == {}
    assert {posting.ingested_at for posting in publisher.store.all()} == {FIRST}
    assert {posting.last_seen for posting in publisher.store.all()} == {FIRST}
    assert folder.published_at() == FIRST


def test_tags_of_the_present_rules_are_not_made_again(settings: Settings, publisher: Publisher) -> None:
    folder, _ = write_run(settings.runs, HISTORY[0])
    publisher.publish(folder.run, FIRST)
    made = folder.tagged.stat().st_ino
    publisher.publish(folder.run, LATER)
    assert folder.tagged.stat().st_ino == made
    folder.tagged.write_text(folder.tagged.read_text().replace(publisher.enricher.version, "0-older"))
    publisher.publish(folder.run, LATER)
    assert publisher.enricher.version in folder.tagged.read_text()


def test_a_folder_that_is_still_being_written_is_not_published(settings: Settings, publisher: Publisher) -> None:
    folder, _ = write_run(settings.runs, HISTORY[0])
    partial = folder.path.rename(folder.path.with_name(folder.path.name + PARTIAL))
    with locked(partial):
        assert publish_left_behind(publisher, LATER) == {}
