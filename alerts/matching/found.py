"""What the saved searches find in a batch of postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from alerts.matching.searches import Search
from compoundwatch.posting import Posting
from index.batch import Batch

# Of so many postings at a time the finds are listed, so that the lists of a batch that everybody finds are never all there.
_BLOCK: Final = 50

# Subscriber → the searches that find a posting and whose filters it passes.
Finds = Mapping[str, Sequence[Search]]


class Found:
    """Every posting against every search, once; the cost grows with what is found."""

    def __init__(self, searches: Iterable[Search], postings: Iterable[Posting]) -> None:
        different = {posting.id: posting for posting in postings}
        self._numbers = {posting_id: number for number, posting_id in enumerate(different)}
        self._batch = Batch(list(different.values()))
        found = ((search, self._batch.find(search.narrowed)) for search in searches)
        self._found = [(search, bits) for search, bits in found if bits]
        self._block = -1
        self._listed: list[dict[str, list[Search]]] = []

    def by(self, posting_id: str) -> Finds:
        """Who finds one of the postings."""
        block, place = divmod(self._numbers[posting_id], _BLOCK)
        if block != self._block:
            self._block, self._listed = block, self._list(block)
        return self._listed[place]

    def _list(self, block: int) -> list[dict[str, list[Search]]]:
        listed: list[dict[str, list[Search]]] = [{} for _ in range(_BLOCK)]
        for search, bits in self._found:
            for place in self._batch.numbers((bits >> block * _BLOCK) & ((1 << _BLOCK) - 1)):
                listed[place].setdefault(search.subscriber, []).append(search)
        return listed
