"""Names of campaigns that were merged into others: one small document for each old name, whose id it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import orjson

from index.elastic.bulk import Action
from index.elastic.names import Names

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# A merge may itself be merged before its aliases are turned: no chain is longer in earnest.
_LONGEST_CHAIN: Final = 20
_MOST: Final = 1000


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
        """Old name → new name, to be written before any posting changes its campaign."""
        return [
            Action.of("index", self._index, alias, orjson.dumps({"alias": alias, "campaign": campaign}))
            for alias, campaign in sorted(aliases.items())
        ]
