"""Names of campaigns that were merged into others: one small document for each old name, whose id it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import orjson

from index.elastic.names import Names
from index.elastic.writing.bulk import Action

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# A merge may itself be merged before its aliases are turned: no chain is longer in earnest.
_LONGEST_CHAIN: Final = 20
_MOST: Final = 1000
_MOST_OLDER: Final = 10_000


class Campaigns:
    """Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._index = names.single("campaigns")

    def present(self, names: Iterable[str]) -> dict[str, str]:
        """The present name of each of these campaigns, in real time."""
        found = {name: name for name in names}
        for _ in range(_LONGEST_CHAIN):
            step = self._step(sorted(set(found.values())))
            if not step:
                break
            found = {name: step.get(present, present) for name, present in found.items()}
        return found

    def _step(self, names: list[str]) -> dict[str, str]:
        step: dict[str, str] = {}
        for start in range(0, len(names), _MOST):
            answer = self._client.mget(index=self._index, ids=names[start : start + _MOST])
            step |= {doc["_id"]: doc["_source"]["campaign"] for doc in answer["docs"] if doc.get("found")}
        return step

    def merged(self, aliases: Mapping[str, str]) -> list[Action]:
        """Old name → new name, to be written before any posting changes its campaign. Older names follow to the newest."""
        if not aliases:
            return []
        self._client.indices.refresh(index=self._index)
        older = {alias: aliases[name] for alias, name in self._leading_to(aliases)}
        wanted = {alias: name for alias, name in (older | dict(aliases)).items() if alias != name}
        # A name that comes back to use is no alias any more.
        again = [name for name in set(wanted.values()) if name in older or self._step([name])]
        return [
            *(Action.of("delete", self._index, name, None) for name in again),
            *(_action(self._index, alias, name) for alias, name in sorted(wanted.items())),
        ]

    def _leading_to(self, names: Iterable[str]) -> list[tuple[str, str]]:
        query = {"terms": {"campaign": sorted(names)}}
        hits = self._client.search(index=self._index, query=query, size=_MOST_OLDER)["hits"]["hits"]
        return [(hit["_id"], hit["_source"]["campaign"]) for hit in hits]


def _action(index: str, alias: str, campaign: str) -> Action:
    return Action.of("index", index, alias, orjson.dumps({"alias": alias, "campaign": campaign}))
