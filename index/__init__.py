"""Stage 3: the only place that knows a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compoundwatch.config import Settings
    from compoundwatch.posting import Risk, Tagged
    from index.query import Gazetteer
    from index.store import PostingStore


def open_store(settings: Settings) -> PostingStore:
    """The configured store, ready for use; close it when done (it is a context manager).

    Raises StoreError when it cannot be opened or used, TryLater when its server is down or busy, ConfigError for settings.
    """
    if settings.app.store.kind == "elasticsearch":
        from index.elastic.access.opening import open_server_store

        return open_server_store(settings, _reassess)
    from index.embedded import EmbeddedStore

    return EmbeddedStore(settings.store, reassess=_reassess)


def import_store(settings: Settings) -> None:
    """Import what `open_store` will need, and open nothing: for a process whose forked children will."""
    from importlib import import_module

    on_server = ("index.elastic.access.opening", "index.elasticsearch", "elasticsearch")
    for name in (*(on_server if settings.app.store.kind == "elasticsearch" else ("index.embedded",)), "enrich.judging.risk"):
        import_module(name)


def _reassess(tagged: Tagged) -> Risk:
    """Risk with new links; all of enrichment is loaded only when a store first needs it, never to search one."""
    from enrich.judging.risk import assess

    return assess(tagged)


def query_resolver(settings: Settings) -> Gazetteer:
    """What `parse_query` takes to understand names in `near:` and `compound:`."""
    from index.resolver import ConfiguredGazetteer

    return ConfiguredGazetteer(settings.gazetteer)
