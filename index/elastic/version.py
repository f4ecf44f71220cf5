"""Which mapping version the server holds, asked cheaply: one request for the aliases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from compoundwatch.errors import StoreError
from index.elastic.names import SINGLE, Names

if TYPE_CHECKING:
    from elasticsearch import ApiError, Elasticsearch

_WRITE_BLOCK = re.compile(r"FORBIDDEN/8/index write")


def stored_versions(client: Elasticsearch, names: Names) -> set[int]:
    """Versions of the indices in use; empty when the store was never set up. Raises the client's errors."""
    return {version for index in indices_in_use(client, names) if (version := version_of(index, names)) is not None}


def check_version(client: Elasticsearch, names: Names) -> None:
    """Raise StoreError, in one line with the command, when the server's mappings are older or newer than `names.version`.

    A server that holds nothing of ours passes. Raises the client's errors.
    """
    found = stored_versions(client, names)
    if newer := [version for version in found if version > names.version]:
        raise StoreError(
            f"the server store {names.prefix} has mapping version {max(newer)}, this program knows {names.version}: update it"
        )
    if older := [version for version in found if version < names.version]:
        raise StoreError(
            f"the server store {names.prefix} has mapping version {min(older)}, this program needs {names.version}:"
            " run `compoundwatch store migrate`"
        )


def is_write_block(error: ApiError) -> bool:
    """Whether a write was refused because a migration makes its last step: wait and try again."""
    return error.status_code == 403 and bool(_WRITE_BLOCK.search(str(error)))


def indices_in_use(client: Elasticsearch, names: Names) -> list[str]:
    """The indices behind the read aliases, months and single ones, in order."""
    from elasticsearch import NotFoundError

    aliases = [names.postings, *(names.reading(kind) for kind in SINGLE)]
    try:
        found = client.indices.get_alias(name=",".join(aliases), ignore_unavailable=True)
    except NotFoundError as error:
        # Some of the aliases are missing: the answer still names the indices of the others.
        return sorted(index for index, told in error.body.items() if isinstance(told, dict) and "aliases" in told)
    return sorted(found)


def version_of(index: str, names: Names) -> int | None:
    """The mapping version that an index's name carries; None for an index that is none of ours."""
    found = re.fullmatch(rf"{re.escape(names.prefix)}-(?:postings-v(\d+)-\d{{4}}\.\d{{2}}|[a-z]+-v(\d+))", index)
    return int(found[1] or found[2]) if found else None
