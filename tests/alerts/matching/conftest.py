"""A desk over a state database in a file, and one over each kind of database."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from compoundwatch.config import Settings
from index.embedded import EmbeddedStore
from tests.alerts.matching.desk import Desk


@pytest.fixture
def desk(engine: Engine, store: EmbeddedStore, settings: Settings) -> Desk:
    return Desk(engine, store, settings)


@pytest.fixture
def any_desk(state_engine: Engine, store: EmbeddedStore, settings: Settings) -> Desk:
    """Once with SQLite, once with PostgreSQL."""
    return Desk(state_engine, store, settings)
