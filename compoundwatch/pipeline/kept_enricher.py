"""One enricher in a process, kept from one run to the next, and loaded again when a table has changed.

Loading takes more than all that a source of 200 postings needs, so a scheduler's worker does it once, before its tasks are forked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from compoundwatch.config import Settings
from enrich import Enricher, present_version


@dataclass(frozen=True, slots=True)
class _Tables:
    """What an enricher was made of: the places of its tables, and the hash of what they say."""

    places: tuple[str, ...]
    version: str
    settings: Settings = field(compare=False)


def kept_enricher(settings: Settings) -> Enricher:
    """The enricher of the tables as they are on disk now. Raises ConfigError."""
    places = (settings.tables, settings.cache, settings.sanctions, settings.geocoded)
    return _loaded(_Tables(tuple(map(str, places)), present_version(settings), settings))


@lru_cache(maxsize=1)
def _loaded(tables: _Tables) -> Enricher:
    return Enricher.load(tables.settings)
