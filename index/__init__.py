"""Stage 3: the only place that knows a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from compoundwatch.config import Settings
    from index.store import PostingStore


def open_store(settings: Settings) -> PostingStore:
    """The configured store, ready for use; close it when done (it is a context manager).

    Raises StoreError when it cannot be opened, ConfigError when app.yml names one that is not installed.
    """
    raise NotImplementedError
