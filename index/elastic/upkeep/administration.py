"""What the command line does to a server store as a whole, each in one connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.config import Settings
from compoundwatch.config.settings import secret_variable
from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import UsageError
from index.elastic.access.connection import connect
from index.elastic.access.faults import explained
from index.elastic.access.keys import create_keys
from index.elastic.access.opening import dead_letters
from index.elastic.access.roles import PURPOSE, ROLES, Role
from index.elastic.charts.mirror import ServerMirror
from index.elastic.names import Names
from index.elastic.schema.layout import POSTINGS
from index.elastic.schema.mapping import install, put_templates
from index.elastic.schema.present import present_layout
from index.elastic.schema.version import check_version, stored_versions
from index.elastic.upkeep import lifecycle_policy
from index.elastic.upkeep.migrate import MigrateReport, migrate
from index.elastic.upkeep.retention import drop_months
from index.elastic.upkeep.retired import drop_retired, erase_from_retired
from index.expiry import ExpiredMonth

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Indices that held something of an erased posting.
_HELD: Final = ("revisions", "changes")
_PAGE: Final = 1000


@dataclass(frozen=True, slots=True)
class Server:
    """An open client and what belongs to it."""

    client: Elasticsearch
    names: Names
    config: StoreConfig


@contextmanager
def connected(settings: Settings) -> Iterator[Server]:
    """The configured server; every fault within is a StoreError or TryLater."""
    config = settings.app.store
    client = connect(config, settings.secrets, settings.configs)
    try:
        with explained():
            yield Server(client, Names(config.prefix), config)
    finally:
        client.close()


def set_up(settings: Settings) -> None:
    """Templates, single indices and aliases; the same again changes nothing. Raises StoreError for another mapping version.

    Where the server has lifecycle management, months follow a policy of ours.
    """
    with connected(settings) as server:
        check_version(server.client, server.names)
        install(server.client, server.names, server.config)
        lifecycle_policy.offer(server.client, server.names, settings.app.retention.postings_months)


def roles_of(words: Sequence[str]) -> list[Role]:
    """The roles that a person names. Raises UsageError for another word."""
    known: dict[str, Role] = {role: role for role in ROLES}
    if "all" in words:
        return list(ROLES)
    if unknown := [word for word in words if word not in known]:
        raise UsageError(f"no role is called {unknown[0]!r}: expected all, {', '.join(known)}")
    return [known[word] for word in dict.fromkeys(words)]


def make_keys(settings: Settings, roles: Sequence[Role], *, renew: bool) -> list[dict[str, str | None]]:
    """As `index.upkeep.set_up_with_keys` says."""
    with connected(settings) as server:
        keys = create_keys(server.client, server.names, roles, renew=renew)
    variable = secret_variable("elasticsearch_api_key")
    return [
        {"role": key.role, "purpose": PURPOSE[key.role], "name": key.name, "variable": variable, "secret": key.encoded}
        for key in keys
    ]


def is_in_use(settings: Settings) -> bool:
    """Whether there is a store of the configured prefix."""
    with connected(settings) as server:
        return bool(stored_versions(server.client, server.names))


def migrate_store(settings: Settings, report: Callable[[str], None]) -> MigrateReport:
    """Bring the store to this program's mappings, while others write. Raises StoreError."""
    with connected(settings) as server:
        if not stored_versions(server.client, server.names):
            raise UsageError(f"there is no store {server.names.prefix} to migrate: run `compoundwatch store setup`")
        layout = present_layout(server.client, server.config)
        # Before the new months are in use, so that none is ever made without.
        put_templates(server.client, server.names, layout.settings[POSTINGS])
        return migrate(server.client, server.names, layout, report)


def drop_old(settings: Settings) -> list[str]:
    """Delete the indices of earlier mapping versions that a migration has left; which they were."""
    with connected(settings) as server:
        return drop_retired(server.client, server.names)


def tombstones(settings: Settings) -> Iterator[tuple[str, datetime]]:
    """Ids that were erased, and when; nothing where no store is."""
    from elasticsearch.helpers import scan

    with connected(settings) as server:
        if not stored_versions(server.client, server.names):
            return
        index, query = server.names.reading("ids"), {"query": {"exists": {"field": "erased_at"}}}
        server.client.indices.refresh(index=index)
        for hit in scan(server.client, query=query, index=index, size=_PAGE):
            yield hit["_id"], datetime.fromisoformat(hit["_source"]["erased_at"])


def scrub(settings: Settings, erased: Sequence[str]) -> None:
    """Have the server drop deleted documents from its files now; indices of before a migration and dead letters forget, too."""
    with connected(settings) as server:
        names = server.names
        for posting_id in erased:
            erase_from_retired(server.client, names, posting_id)
        held = [names.postings, *(names.single(kind) for kind in _HELD)]
        server.client.indices.forcemerge(index=held, only_expunge_deletes=True, ignore_unavailable=True)
    for letters in dead_letters(settings).glob("*.jsonl"):
        lines = letters.read_bytes().splitlines(keepends=True)
        kept = [line for line in lines if not any(posting_id.encode() in line for posting_id in erased)]
        if len(kept) < len(lines):
            beside = letters.with_suffix(".part")
            beside.write_bytes(b"".join(kept))
            beside.replace(letters)


def open_mirror(settings: Settings) -> ServerMirror:
    """Raises StoreError, TryLater, ConfigError, UsageError."""
    config = settings.app.store
    client = connect(config, settings.secrets, settings.configs)
    return ServerMirror(client, Names(config.prefix), config.retries)


def status(settings: Settings) -> dict[str, Any]:
    """Server, mapping versions, postings by month, what waits to be settled, dead letters."""
    with connected(settings) as server:
        client, names = server.client, server.names
        versions = sorted(stored_versions(client, names))
        return {
            "store": "elasticsearch",
            "where": f"{server.config.url}, prefix {names.prefix}",
            "mapping_versions": versions,
            "months": _months(client, names),
            "pending": client.count(index=names.reading("pending"))["count"] if versions else 0,
            "dead_letters": _lines(settings),
        }


def _months(client: Elasticsearch, names: Names) -> dict[str, int]:
    """Month → postings, in order."""
    found = client.options(ignore_status=404).indices.get_alias(name=names.postings)
    indices = sorted(index for index, told in found.items() if isinstance(told, dict) and "aliases" in told)
    return {index.rpartition("-")[2]: client.count(index=index)["count"] for index in indices}


def _lines(settings: Settings) -> int:
    count = 0
    for path in dead_letters(settings).glob("*.jsonl"):
        with path.open("rb") as lines:
            count += sum(1 for _ in lines)
    return count


def expire(settings: Settings, before: str, *, dry_run: bool) -> list[ExpiredMonth]:
    """Drop old months; which they were, or would be."""
    with connected(settings) as server:
        return drop_months(server.client, server.names, before, dry_run=dry_run)
