"""What the tasks of a scheduler need, loaded once in the process from which they are forked, so that they share it."""

from __future__ import annotations

from importlib import import_module

from compoundwatch.archive import import_archive
from compoundwatch.config import Settings
from compoundwatch.pipeline.kept_enricher import kept_enricher
from index import import_store

_STAGES = ("crawl", "ending", "left_behind", "notify", "publish", "sources")


def preload(settings: Settings) -> None:
    """Import the stages and load the tables; nothing is connected to and no thread begun, as neither outlives a fork.

    A table that is edited afterwards is read again by each task (`kept_enricher`). Raises ConfigError.
    """
    for stage in _STAGES:
        import_module(f"compoundwatch.pipeline.stages.{stage}")
    import_archive(settings)
    import_store(settings)
    kept_enricher(settings).languages.preload()
