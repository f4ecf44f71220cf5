"""One enricher in a process, kept from one run to the next, and loaded again when a table has changed.

Loading takes more than all that a source of 200 postings needs, so a scheduler's worker does it once, before its tasks are forked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from compoundwatch.config import Settings
from compoundwatch.errors import ConfigError
from enrich import Enricher, present_version

Refused = Callable[[ConfigError], None]


def kept_enricher(settings: Settings, refused: Refused | None = None) -> Enricher:
    """The enricher of the tables as they are on disk now.

    Where these cannot be used, the one that this process had before stays, and `refused` is told what is wrong with them.
    Raises ConfigError where there was none before, or nobody is to be told.
    """
    return _kept((settings.tables, settings.cache, settings.sanctions, settings.geocoded)).present(settings, refused)


@dataclass(slots=True)
class _Kept:
    enricher: Enricher | None = None

    def present(self, settings: Settings, refused: Refused | None) -> Enricher:
        try:
            if self.enricher is None or self.enricher.version != present_version(settings):
                self.enricher = Enricher.load(settings)
        except ConfigError as error:
            if self.enricher is None or refused is None:
                raise
            refused(error)
        return self.enricher


@lru_cache(maxsize=1)
def _kept(places: tuple[object, ...]) -> _Kept:  # noqa: ARG001 - what tells one installation from another
    return _Kept()
