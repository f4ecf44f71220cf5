"""Which mapping version the server holds, asked cheaply: one request for the aliases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from compoundwatch.errors import StoreError
from index.elastic.names import SINGLE, Names

if TYPE_CHECKING:
    from elasticsearch import ApiError, Elasticsearch

_MONTH: Final = re.compile(r"-(\d{4}\.\d{2})$")
# Block 8 is that on writing: "index write (api)", before that "moving to block index write (api)".
_WRITE_BLOCK: Final = "FORBIDDEN/8/"


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
    return error.status_code == 403 and _WRITE_BLOCK in str(error)


def indices_in_use(client: Elasticsearch, names: Names) -> list[str]:
    """Our indices, of whatever version, behind the aliases for reading or for writing, in order."""
    aliases = [names.postings, f"{names.postings}-*-w*", *(names.reading(kind) for kind in SINGLE)]
    aliases += [f"{names.reading(kind)}-w*" for kind in SINGLE]
    # Where some of the aliases are missing it is a 404, whose body still tells of the others.
    found = client.options(ignore_status=404).indices.get_alias(name=",".join(aliases))
    return sorted(index for index in found if version_of(index, names) is not None)


def version_of(index: str, names: Names) -> int | None:
    """The mapping version that an index's name carries; None for an index that is none of ours."""
    found = re.fullmatch(rf"{re.escape(names.prefix)}-(?:postings-v(\d+)-\d{{4}}\.\d{{2}}|(?:{'|'.join(SINGLE)})-v(\d+))", index)
    return int(found[1] or found[2]) if found else None


def aliases_of(index: str, names: Names) -> list[str]:
    """The aliases that one of our indices stands behind when it is in use, in the version of `names`."""
    if month := _MONTH.search(index):
        return names.month_aliases(month[1])
    return names.single_aliases(kind_of(index, names))


def kind_of(index: str, names: Names) -> str:
    """`postings` or one of `SINGLE`."""
    return index.removeprefix(f"{names.prefix}-").partition("-")[0]
