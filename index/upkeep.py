"""Upkeep of whichever store is configured: the one door of the command line to what only some stores have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from compoundwatch.config import Settings
from index.embedded import RECORDS
from index.store import PostingStore


def set_up(settings: Settings) -> None:
    """Make what the store needs before it can be opened."""


def is_in_use(settings: Settings) -> bool:
    """Whether a store of this name is there."""
    return (settings.store / RECORDS).exists()


def tombstones(settings: Settings) -> Iterable[tuple[str, datetime]]:
    """Ids that were erased from the store, and when."""
    from index.backup import tombstones

    return tombstones(settings.store / RECORDS)


def take_over(new: Settings, settings: Settings) -> Path | None:
    """Put one embedded store in the place of another; where the records of before are kept."""
    from index.backup import take_over

    return take_over(new.store, settings.store)


def scrub(settings: Settings, store: PostingStore) -> tuple[Path, ...]:
    """Take the words of what was erased out of freed room as well; copies of the store that may still hold them."""
    from index.embedded import EmbeddedStore

    if isinstance(store, EmbeddedStore):
        store.scrub()
    return tuple(sorted(settings.store.glob(f"{RECORDS}.before-*")))
