"""`store backup` and `store restore` of a server: where the repository is, and what a restored store still needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Final

from compoundwatch.config import Settings
from compoundwatch.config.store import StoreConfig
from compoundwatch.errors import UsageError
from index import open_store
from index.elastic.names import Names
from index.elastic.schema.layout import POSTINGS
from index.elastic.schema.mapping import put_templates
from index.elastic.schema.present import present_layout
from index.elastic.upkeep import administration
from index.elastic.upkeep.mend import mend
from index.elastic.upkeep.migrate import migrate
from index.elastic.upkeep.snapshots import backup, register, restore
from index.elasticsearch import ElasticsearchStore

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

Report = Callable[[str], None]
_REGISTERED: Final = "backup"


def back_up(settings: Settings, target: str, at: datetime, report: Report) -> str:
    """Into a repository that the server has, or one in a folder of its own; what was done, in a line."""
    with administration.connected(settings) as server:
        repository = _repository(server.client, server.names, target)
        made = backup(server.client, server.names, repository, at, report)
    return (
        f"{len(made.indices)} indices were copied; `compoundwatch store restore {repository}/{made.name} --as NAME` restores them"
    )


def bring_back(settings: Settings, source: str, prefix: str | None, erased: Iterable[tuple[str, datetime]], report: Report) -> str:
    """Restore `repository/snapshot` under a prefix and erase again what was erased since; what was done, in a line.

    `erased`: ids and times, to which those of the store in use are added. Raises UsageError, StoreError, TryLater.
    """
    if not prefix:
        raise UsageError("say under which prefix: --as NAME; nothing that is there is overwritten")
    repository, _, snapshot = source.rpartition("/")
    if not repository:
        raise UsageError("expected REPOSITORY/SNAPSHOT, as `store backup` printed it")
    beside = _under(settings, prefix)
    with administration.connected(beside) as server:
        restore(server.client, server.names, repository, snapshot, report)
        layout = present_layout(server.client, server.config)
        put_templates(server.client, server.names, layout.settings[POSTINGS])
        migrate(server.client, server.names, layout, report)
    count = _settled(beside, {**dict(erased), **dict(administration.tombstones(settings))}, report)
    return f"restored as {prefix}, {count} erased again: write `prefix: {prefix}` under `store:` in app.yml to use it"


def _settled(settings: Settings, erased: Mapping[str, datetime], report: Report) -> int:
    """Bring a restored store into agreement with itself and erase again; how many ids."""
    with open_store(settings) as store:
        assert isinstance(store, ElasticsearchStore)
        store.number_from(store.last_seq())
        with administration.connected(settings) as server:
            mend(server.client, server.names)
        store.settle()
        for count, (posting_id, at) in enumerate(sorted(erased.items()), start=1):
            store.erase(posting_id, at=at)
            report(f"{count} erased again")
    return len(erased)


def _repository(client: Elasticsearch, names: Names, target: str) -> str:
    """Its name. A path is a folder on the server, of which a repository is made."""
    if not (PurePosixPath(target).is_absolute() or PureWindowsPath(target).is_absolute()):
        return target
    name = f"{names.prefix}-{_REGISTERED}"
    register(client, name, target)
    return name


def _under(settings: Settings, prefix: str) -> Settings:
    try:
        store = StoreConfig.model_validate(settings.app.store.model_dump() | {"prefix": prefix})
    except ValueError:
        raise UsageError(f"{prefix!r} is no prefix; expected lower-case letters, digits and hyphens") from None
    return replace(settings, app=settings.app.model_copy(update={"store": store}))
