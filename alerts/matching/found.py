"""What the saved searches find in a batch of postings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from alerts.matching.searches import Search, Searches
from compoundwatch.posting import Posting
from index.batch import Batch

# Posting id → subscriber → the searches that find it and whose filters it passes.
Found = Mapping[str, Mapping[str, Sequence[Search]]]


def find(searches: Searches, postings: Iterable[Posting]) -> Found:
    """Every posting against every search; the cost grows with what is found."""
    different = list({posting.id: posting for posting in postings}.values())
    batch = Batch(different)
    found: dict[str, dict[str, list[Search]]] = {}
    for search in searches:
        for number in batch.numbers(batch.find(search.narrowed)):
            found.setdefault(different[number].id, {}).setdefault(search.subscriber, []).append(search)
    return found
