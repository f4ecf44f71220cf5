"""The jobs over a state database on a server: a rebuild keeps its own beside, and fills up what was lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, Row, select

from alerts.matching.progress import matched_until
from compoundwatch import db
from compoundwatch.config import Settings
from compoundwatch.config.settings import Secrets
from compoundwatch.pipeline.rebuild_beside import Options, rebuild_beside
from enrich import Enricher
from index import open_store
from tests.compoundwatch.pipeline.history import START, contents, live, settings_of

LATER = START + timedelta(days=30)


@pytest.fixture
def settings(tmp_path: Path, postgres_url: str) -> Settings:
    made = replace(settings_of(tmp_path), secrets=Secrets(database_url=postgres_url))
    with open_store(made) as store:
        live(made, store, Enricher.load(made))
    return made


@pytest.fixture
def state(settings: Settings) -> Iterator[Engine]:
    engine = db.open_database(settings)
    yield engine
    engine.dispose()


def known(engine: Engine) -> set[Row[tuple[object, ...]]]:
    with engine.connect() as connection:
        return set(connection.execute(select(db.known)))


def test_nothing_of_the_state_lies_in_a_file(settings: Settings, state: Engine) -> None:
    assert known(state)
    assert not list(settings.var.rglob("state.sqlite*"))


def test_a_store_made_again_is_the_store_that_was_there(settings: Settings, state: Engine) -> None:
    with open_store(settings) as store:
        before = contents(store)
    rebuild_beside(settings, Options(LATER), lambda _: None)
    with open_store(settings) as store:
        assert contents(store) == before
        assert store.since(matched_until(state)) == []


def test_what_the_server_lost_is_filled_up_from_the_run_folders(settings: Settings, state: Engine) -> None:
    before = known(state)
    with db.writing(state) as connection:
        connection.execute(db.known.delete())
        connection.execute(db.runs.delete())
    rebuild_beside(settings, Options(LATER), lambda _: None)
    assert known(state) == before
