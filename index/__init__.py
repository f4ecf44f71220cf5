"""Stage 3: the only place that knows a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compoundwatch.errors import ConfigError

if TYPE_CHECKING:
    from compoundwatch.config import Settings
    from compoundwatch.posting import Risk, Tagged
    from index.embedded import EmbeddedStore
    from index.query import Gazetteer


def open_store(settings: Settings) -> EmbeddedStore:
    """The configured store, ready for use; close it when done (it is a context manager).

    Raises StoreError when it cannot be opened, ConfigError when app.yml names one that is not there yet.
    """
    from index.embedded import EmbeddedStore

    if settings.app.store.kind != "embedded":
        raise ConfigError(settings.configs / "app.yml", None, "store.kind", "expected embedded; the server store is not there yet")
    return EmbeddedStore(settings.store, reassess=_reassess)


def _reassess(tagged: Tagged) -> Risk:
    """Risk with new links; all of enrichment is loaded only when a store first needs it, never to search one."""
    from enrich.risk import assess

    return assess(tagged)


def query_resolver(settings: Settings) -> Gazetteer:
    """What `parse_query` takes to understand names in `near:` and `compound:`."""
    from index.resolver import ConfiguredGazetteer

    return ConfiguredGazetteer(settings.gazetteer)
