"""Removing one posting for good: what it said, how it read before, what was told of it. Its id stays: it never comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, Final

from index.elastic.settling.settle import Settler
from index.elastic.writing.bulk import Action, Outcome, send
from index.elastic.writing.patience import Patience
from index.elastic.writing.registry import Registered
from index.elastic.writing.writer import Parts

_PAGE: Final = 500
# Single indices that hold something of a posting, found by its id.
_KEPT_BESIDE: Final = ("revisions", "changes")


class Eraser:
    """Raises TryLater when the server refuses for too long, and the client's errors."""

    def __init__(self, parts: Parts, settler: Settler) -> None:
        self._parts = parts
        self._settler = settler

    def erase(self, posting_id: str, at: datetime) -> bool:
        """Whether it was there. Safe to be killed: done again, it goes on where it stopped."""
        entry = self._buried(posting_id, at)
        if entry.month is None:
            return False
        tied = self._settler.tied(posting_id)
        self._remove(posting_id, entry.month)
        self._settler.relink(tied)
        self._patiently(lambda: [self._parts.registry.bury(posting_id, at, self._entry(posting_id), month=None)])
        return True

    def _buried(self, posting_id: str, at: datetime) -> Registered:
        """The registry's entry, once it says that the posting is erased: from then on no writer touches it."""

        def bury() -> list[Action]:
            entry = self._entry(posting_id)
            if entry is not None and entry.is_erased:
                return []
            return [self._parts.registry.bury(posting_id, at, entry, month=entry.month if entry else None)]

        self._patiently(bury)
        entry = self._entry(posting_id)
        assert entry is not None
        return entry

    def _entry(self, posting_id: str) -> Registered | None:
        return self._parts.registry.read([posting_id]).get(posting_id)

    def _remove(self, posting_id: str, month: str) -> None:
        """The posting last: where this is cut short, it still says what there is to remove."""
        for kind in _KEPT_BESIDE:
            for ids in self._pages(kind, posting_id):
                index = self._parts.names.single(kind)
                self._patiently(lambda ids=ids, index=index: [Action.of("delete", index, one, None) for one in ids])  # type: ignore[misc]
        index = self._parts.names.month_alias(month)
        self._patiently(lambda: [Action.of("delete", index, posting_id, None)])

    def _pages(self, kind: str, posting_id: str) -> Iterator[list[str]]:
        """Ids of the documents of a single index that belong to the posting; they are removed from page to page."""
        index = self._parts.names.single(kind)
        while True:
            self._parts.client.indices.refresh(index=index)
            answer = self._parts.client.search(index=index, query={"term": {"posting_id": posting_id}}, source=False, size=_PAGE)
            hits: list[dict[str, Any]] = answer["hits"]["hits"]
            if not hits:
                return
            yield [hit["_id"] for hit in hits]

    def _patiently(self, actions: Callable[[], list[Action]]) -> None:
        """Send what `actions` makes, again while the server refuses it; a document that is not there needs no removing."""
        patience = Patience(self._parts.tries)
        while True:
            results = send(self._parts.client, actions())
            if refused := [result for result in results if result.outcome in {Outcome.REFUSED, Outcome.DEAD}]:
                patience.refused(refused[0].why)
            elif any(result.outcome is Outcome.CONFLICT for result in results):
                patience.conflict()
            else:
                return
