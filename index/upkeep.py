"""Upkeep of whichever store is configured: the one door of the command line and the jobs to what stores do differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compoundwatch.config import Settings
from compoundwatch.erased import read_erased
from compoundwatch.errors import UsageError
from index.expiry import ExpiredMonth
from index.mirror import Mirror
from index.store import PostingStore

if TYPE_CHECKING:
    from index.embedded import EmbeddedStore

Report = Callable[[str], None]


def is_server(settings: Settings) -> bool:
    return settings.app.store.kind == "elasticsearch"


def require_server(settings: Settings, command: str) -> None:
    """Raises UsageError where the command means nothing to the embedded store."""
    if not is_server(settings):
        raise UsageError(f"`store {command}` is for a server; app.yml says store.kind: embedded, which needs none")


def require_embedded(settings: Settings, what: str) -> None:
    """Raises UsageError where it means nothing to a server."""
    if is_server(settings):
        raise UsageError(f"{what} is for the embedded store; app.yml says store.kind: {settings.app.store.kind}")


def set_up(settings: Settings) -> None:
    """Make the store, if it is not there yet; the same again changes nothing. Raises StoreError."""
    if is_server(settings):
        from index.elastic.upkeep import administration

        administration.set_up(settings)
    else:
        from index import open_store

        open_store(settings).close()


def set_up_with_keys(settings: Settings, roles: Sequence[str], *, renew: bool) -> list[dict[str, str | None]]:
    """The same, and an API key for each role; for each `role`, `purpose`, `name`, `variable` and `secret`.

    `secret` is None with a key that was there before. `all` stands for every role. Raises UsageError, StoreError.
    """
    require_server(settings, "setup --keys")
    from index.elastic.upkeep import administration

    wanted = administration.roles_of(roles)
    administration.set_up(settings)
    return administration.make_keys(settings, wanted, renew=renew)


def is_in_use(settings: Settings) -> bool:
    """Whether a store is there already."""
    if is_server(settings):
        from index.elastic.upkeep import administration

        return administration.is_in_use(settings)
    from index import backup

    return backup.is_in_use(settings.store)


def tombstones(settings: Settings) -> Iterable[tuple[str, datetime]]:
    """Ids that were erased from the store, and when."""
    if is_server(settings):
        from index.elastic.upkeep import administration

        return administration.tombstones(settings)
    from index import backup

    return backup.tombstones(settings.store)


def take_over(new: Settings, settings: Settings) -> Path | None:
    """Put one embedded store in the place of another; where the records of before are kept."""
    from index import backup

    return backup.take_over(new.store, settings.store)


def scrub(settings: Settings, store: PostingStore, erased: Sequence[str]) -> tuple[Path, ...]:
    """Take the words of what was erased out of freed room too; copies of the store here that may still hold them."""
    if is_server(settings):
        from index.elastic.upkeep import administration

        administration.scrub(settings, erased)
        return ()
    from index.backup import copies
    from index.embedded import EmbeddedStore

    assert isinstance(store, EmbeddedStore)
    store.scrub()
    return copies(settings.store)


def open_mirror(settings: Settings) -> Mirror | None:
    """None where the store has no place for it: the state database of an embedded store is read directly."""
    if not is_server(settings):
        return None
    from index.elastic.upkeep import administration

    return administration.open_mirror(settings)


def status(settings: Settings) -> dict[str, Any]:
    """Which store, where, and what is in it: `months` is month → postings."""
    if is_server(settings):
        from index.elastic.upkeep import administration

        return administration.status(settings)
    from index import status as embedded

    return embedded.status(settings.store)


def migrate(settings: Settings, report: Report) -> dict[str, Any]:
    """Bring a server's store to this program's mappings; what was done. Raises UsageError for the embedded store."""
    require_server(settings, "migrate")
    from index.elastic.upkeep import administration

    return asdict(administration.migrate_store(settings, report))


def drop_old(settings: Settings) -> list[str]:
    """Delete what migrations have left of earlier mapping versions; the indices. Raises UsageError for the embedded store."""
    require_server(settings, "migrate --drop-old")
    from index.elastic.upkeep import administration

    return administration.drop_old(settings)


def retry(settings: Settings) -> dict[str, int]:
    """Take up dead letters again; how many were `written`, are `dead` again, or `unreadable`."""
    require_server(settings, "retry")
    from index import open_store
    from index.elastic.access.opening import dead_letters as folder_of
    from index.elastic.writing import dead_letters

    with open_store(settings) as store:
        return asdict(dead_letters.retry(store, folder_of(settings)))


def rebuild_words(settings: Settings) -> int:
    """Make the word index of the embedded store anew; how many postings it holds."""
    with _embedded(settings, "--words-only") as store:
        return store.rebuild()


def backup(settings: Settings, target: str, at: datetime, report: Report) -> str:
    """Copy the store into a new file, or into a server's snapshot repository; what was done, in a line."""
    if is_server(settings):
        from index.elastic.upkeep import restoring

        return restoring.back_up(settings, target, at, report)
    path = Path(target)
    if path.exists():
        raise UsageError(f"{path} is there already; name a new file")
    with _embedded(settings, "a file") as store:
        store.backup(path)
    return f"the store was copied to {path}"


def restore(settings: Settings, source: str, prefix: str | None, at: datetime, report: Report) -> str:
    """Put a backup in its place, or on a server under another prefix; what was done, in a line.

    What was erased since is erased again.
    """
    logged = [(entry.id, entry.at) for entry in read_erased(settings.var)]
    if is_server(settings):
        from index.elastic.upkeep import restoring

        return restoring.bring_back(settings, source, prefix, [*tombstones(settings), *logged], report)
    if prefix:
        raise UsageError("--as names a prefix on a server; the embedded store is restored in its own place")
    from index.backup import erased_ids, restore_backup

    kept = restore_backup(Path(source), settings.store)
    since = {**dict.fromkeys(erased_ids(kept) if kept else (), at), **dict(logged)}
    with _embedded(settings, "a file") as store:
        for posting_id, when in since.items():
            store.erase(posting_id, at=when)
        store.rebuild()
    return f"the store was restored from {source}" + (f"; the one before is {kept}" if kept else "")


@contextmanager
def _embedded(settings: Settings, what: str) -> Iterator[EmbeddedStore]:
    require_embedded(settings, what)
    from index import open_store
    from index.embedded import EmbeddedStore

    with open_store(settings) as store:
        assert isinstance(store, EmbeddedStore)
        yield store


def expire(settings: Settings, before: str, *, dry_run: bool = False) -> list[ExpiredMonth]:
    """Drop all months (of `first_seen`, UTC) before `2024.01`, but never the newest; which they were, or would be."""
    if is_server(settings):
        from index.elastic.upkeep import administration

        return administration.expire(settings, before, dry_run=dry_run)
    with _embedded(settings, "a folder") as store:
        return store.expire(before, dry_run=dry_run)
