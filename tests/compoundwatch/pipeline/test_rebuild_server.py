"""The same history on the server: live, made again, and in the embedded store, all three alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from alerts.matching.progress import matched_until
from compoundwatch.config import Settings
from compoundwatch.db import open_database
from compoundwatch.errors import UsageError
from compoundwatch.pipeline.rebuild_beside import Options, rebuild_beside
from enrich import Enricher
from index import open_store, upkeep
from tests.compoundwatch.pipeline.history import HISTORY, contents, id_of, live, settings_of
from tests.compoundwatch.pipeline.server_settings import server_settings
from tests.compoundwatch.pipeline.test_rebuild import LATER

ERASED = id_of("a", "plain4")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, elasticsearch_url: str) -> Iterator[Settings]:
    """A live store from which one posting was erased."""
    with server_settings(tmp_path_factory.mktemp("server") / "here", elasticsearch_url) as made:
        with open_store(made) as store:
            live(made, store, Enricher.load(made))
            store.erase(ERASED, at=LATER)
        yield made


@pytest.fixture(scope="module")
def again(settings: Settings) -> Settings:
    """The same store made again, as app.yml would name it."""
    made = _under(settings, "again")
    done = rebuild_beside(settings, Options(LATER, made.app.store.prefix), lambda _: None)
    assert (done.report.runs, done.untold, done.fewer, done.kept) == (len(HISTORY), None, 0, None)
    return made


def _under(settings: Settings, name: str) -> Settings:
    store = settings.app.store.model_copy(update={"prefix": f"{settings.app.store.prefix}-{name}"})
    return replace(settings, app=settings.app.model_copy(update={"store": store}))


def test_every_posting_revision_and_campaign_agrees(settings: Settings, again: Settings) -> None:
    with open_store(settings) as store, open_store(again) as other:
        assert contents(other) == contents(store)


def test_the_embedded_store_agrees_too(settings: Settings, tmp_path: Path) -> None:
    embedded = settings_of(tmp_path / "embedded")
    with open_store(embedded) as store:
        live(embedded, store, Enricher.load(embedded))
        store.erase(ERASED, at=LATER)
        expected = contents(store)
    with open_store(settings) as store:
        assert contents(store) == expected


def test_what_was_erased_stays_erased(again: Settings) -> None:
    with open_store(again) as store:
        assert store.get(ERASED) is None
    assert [one for one, _ in upkeep.tombstones(again)] == [ERASED]


def test_readers_of_the_old_numbers_miss_nothing_of_the_new(settings: Settings, again: Settings) -> None:
    cursor = matched_until(open_database(settings))
    assert cursor > 0
    with open_store(again) as store:
        assert store.last_seq() > cursor
        assert store.since(cursor) == []


def test_a_prefix_in_use_is_refused(settings: Settings) -> None:
    with pytest.raises(UsageError, match="another prefix"):
        rebuild_beside(settings, Options(LATER, settings.app.store.prefix), lambda _: None)


def test_a_store_that_is_none_of_a_rebuild_is_left_alone(settings: Settings, again: Settings) -> None:
    with pytest.raises(UsageError, match="holds a store already"):
        rebuild_beside(settings, Options(LATER, again.app.store.prefix), lambda _: None)
