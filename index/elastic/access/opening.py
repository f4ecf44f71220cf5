"""From settings to an open server store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from compoundwatch.config import Settings
from compoundwatch.config.gazetteer import load_compounds
from compoundwatch.errors import StoreError
from index.linking import Reassess
from index.query import Point
from index.store import PostingStore

DEAD_LETTERS: Final = "dead-letters"


def open_server_store(settings: Settings, reassess: Reassess) -> PostingStore:
    """Raises StoreError, TryLater, ConfigError and UsageError, each in one line."""
    try:
        from index.elastic.access.connection import connect
        from index.elastic.names import Names
        from index.elasticsearch import ElasticsearchStore
    except ModuleNotFoundError as error:
        raise StoreError(f"{error.name} is not installed: run `uv sync --extra elasticsearch`") from None
    config = settings.app.store
    client = connect(config, settings.secrets, settings.configs)
    try:
        return ElasticsearchStore(
            client,
            Names(config.prefix),
            config,
            reassess,
            dead_letters=dead_letters(settings),
            compounds=compound_points(settings),
        )
    except BaseException:
        client.close()
        raise


def dead_letters(settings: Settings) -> Path:
    """The folder of what the server refused."""
    return settings.var / DEAD_LETTERS


def compound_points(settings: Settings) -> Mapping[str, Point]:
    """Where each compound lies; of one with several points the first."""
    compounds = load_compounds(settings.gazetteer)
    return {compound.id: (compound.points[0].lat, compound.points[0].lon) for compound in compounds if compound.points}
