"""Backup of a server store: snapshots of its indices in a repository of the server, and the way back under another prefix."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import StoreError
from compoundwatch.text import one_line
from index.elastic.names import Names
from index.elastic.schema.version import aliases_of, indices_in_use, version_of

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Report = Callable[[str], None]

_SHORTEST_WAIT: Final = 0.2
_LONGEST_WAIT: Final = 5.0
_UNDER_WAY: Final = ("IN_PROGRESS", "STARTED")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One backup. `state` is the server's word, SUCCESS when it is whole; `prefix` is that of the store it was made of."""

    name: str
    state: str
    at: str
    prefix: str
    indices: tuple[str, ...]


def register(client: Elasticsearch, repository: str, location: str) -> None:
    """Have the server keep snapshots in a folder of its own (below its setting `path.repo`). The same again changes nothing.

    Raises the client's errors: also where the server may not write there, which it tries.
    """
    client.snapshot.create_repository(name=repository, repository={"type": "fs", "settings": {"location": location}})


def snapshot_name(names: Names, at: datetime) -> str:
    """`compoundwatch-2026.11.21-120000`."""
    return f"{names.prefix}-{at.astimezone(UTC):%Y.%m.%d-%H%M%S}"


def backup(client: Elasticsearch, names: Names, repository: str, at: datetime, report: Report) -> Snapshot:
    """Snapshot all indices in use, while they are being written to. Raises StoreError when it does not become whole.

    Each index is kept as it is at one moment, but not all at the same: what is in one and not in another is settled when the
    store is next opened.
    """
    indices = indices_in_use(client, names)
    if not indices:
        raise StoreError(f"there is no store {names.prefix} to back up")
    name = snapshot_name(names, at)
    client.snapshot.create(
        repository=repository,
        snapshot=name,
        indices=indices,
        include_global_state=False,
        metadata={"made_by": "compoundwatch", "prefix": names.prefix},
        wait_for_completion=False,
    )
    for _ in _patiently():
        found = _one(client, repository, name)
        if found.state not in _UNDER_WAY:
            break
        report(f"snapshot {name}: {found.state.lower()}")
    return _whole(found)


def snapshots(client: Elasticsearch, names: Names, repository: str) -> list[Snapshot]:
    """Backups of the store of that prefix, oldest first."""
    found = client.snapshot.get(repository=repository, snapshot="*", sort="start_time")["snapshots"]
    return [one for one in map(_read, found) if one.prefix == names.prefix]


def verify(client: Elasticsearch, repository: str, snapshot: str) -> Snapshot:
    """Check that every node reaches the repository and that the backup is whole. Raises StoreError, and the client's errors.

    That its files can be read shows only a restore.
    """
    client.snapshot.verify_repository(name=repository)
    return _whole(_one(client, repository, snapshot))


def restore(client: Elasticsearch, names: Names, repository: str, snapshot: str, report: Report) -> Snapshot:
    """Restore a backup as the store of `names`, whose aliases are made last. What was erased since is in it: erase it again.

    Its mappings are those of the time: it may have to be migrated. Raises StoreError when something of that prefix is there
    already, or the backup is not whole.
    """
    found = _whole(_one(client, repository, snapshot))
    there = [index for index in client.indices.get(index=f"{names.prefix}-*") if version_of(index, names) is not None]
    if there:
        raise StoreError(f"there are indices of the prefix {names.prefix} already ({there[0]}): restore under another")
    client.snapshot.restore(
        repository=repository,
        snapshot=snapshot,
        indices=list(found.indices),
        rename_pattern=f"^{re.escape(found.prefix)}-(.*)$",
        rename_replacement=f"{names.prefix}-$1",
        include_aliases=False,
        include_global_state=False,
        # A backup that was made in the last step of a migration.
        ignore_index_settings=["index.blocks.write"],
        wait_for_completion=False,
    )
    indices = [names.prefix + index.removeprefix(found.prefix) for index in found.indices]
    _wait_until_restored(client, indices, report)
    client.indices.update_aliases(actions=list(_alias_actions(indices, names)))
    return found


def _alias_actions(indices: list[str], names: Names) -> Iterator[dict[str, Any]]:
    for index in indices:
        version = version_of(index, names)
        assert version is not None
        for alias in aliases_of(index, Names(names.prefix, version)):
            yield {"add": {"index": index, "alias": alias}}


def _wait_until_restored(client: Elasticsearch, indices: list[str], report: Report) -> None:
    for _ in _patiently():
        shards = [shard for told in client.indices.recovery(index=",".join(indices)).values() for shard in told["shards"]]
        primaries = [shard for shard in shards if shard["primary"]]
        done = sum(shard["stage"] == "DONE" for shard in primaries)
        if primaries and done == len(primaries) and _are_all_there(client, indices):
            return
        report(f"{done} of {len(primaries)} shards restored")


def _are_all_there(client: Elasticsearch, indices: list[str]) -> bool:
    health = client.options(ignore_status=408).cluster.health(index=indices, wait_for_status="yellow", timeout="1s")
    return bool(health["status"] != "red")


def _patiently() -> Iterator[None]:
    """For as long as it takes, asking less and less often; a large store takes hours."""
    wait = _SHORTEST_WAIT
    while True:
        yield
        time.sleep(wait)
        wait = min(wait * 1.5, _LONGEST_WAIT)


def _one(client: Elasticsearch, repository: str, snapshot: str) -> Snapshot:
    (found,) = client.snapshot.get(repository=repository, snapshot=snapshot)["snapshots"]
    return _read(found)


def _read(found: dict[str, Any]) -> Snapshot:
    told = found.get("metadata") or {}
    return Snapshot(
        name=found["snapshot"],
        state=found["state"],
        at=found.get("start_time", ""),
        prefix=str(told.get("prefix", "")),
        indices=tuple(sorted(found["indices"])),
    )


def _whole(found: Snapshot) -> Snapshot:
    if not found.prefix:
        raise StoreError(f"{one_line(found.name)} is no backup of a compoundwatch store")
    if found.state != "SUCCESS":
        raise StoreError(f"the backup {one_line(found.name)} is not whole: {found.state}")
    return found
