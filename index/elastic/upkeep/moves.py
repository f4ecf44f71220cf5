"""Which indices of an older mapping version are in use, and what is to stand in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compoundwatch.errors import StoreError
from index.elastic.names import SINGLE, Names
from index.elastic.schema.version import aliases_of, indices_in_use, kind_of, version_of
from index.elastic.upkeep.building import Move

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch


def moves(client: Elasticsearch, names: Names) -> list[Move]:
    """One for each index in use of a version below that of `names`. Raises StoreError when one is above it."""
    found = []
    for index in indices_in_use(client, names):
        version = version_of(index, names)
        if version is not None and version > names.version:
            raise StoreError(f"the index {index} is newer than this program, which knows version {names.version}: update it")
        if version is not None and version < names.version:
            found.append(_move(index, version, names))
    return found


def missing_kinds(names: Names, found: list[Move]) -> list[Move]:
    """Single indices that the old version had not, to be taken into use with the others."""
    kinds = {move.kind for move in found}
    return [
        Move(kind, None, names.version, names.single_index(kind), tuple(names.single_aliases(kind)))
        for kind in SINGLE
        if kind not in kinds
    ]


def _move(index: str, version: int, names: Names) -> Move:
    new = index.replace(f"-v{version}", f"-v{names.version}", 1)
    return Move(kind_of(index, names), index, version, new, tuple(aliases_of(index, names)))
