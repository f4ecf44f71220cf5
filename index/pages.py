"""Pages of results from the word index, with the postings from the records."""

from __future__ import annotations

from typing import Final

import tantivy
from tantivy import Query

from compoundwatch.errors import UsageError
from index.fields import VALUE_FIELDS
from index.present import with_present_names
from index.query import Node
from index.records import Records, Row
from index.searcher import NUMBER, RISK_ORDER, build_schema, number_of
from index.store import Hits, Sort
from index.words import WordIndex

# tantivy keeps this many results in memory for relevance, which has no order to page by.
_DEEPEST: Final = 10_000
_SEGMENT_BUCKETS: Final = 65_000


class Pages:
    def __init__(self, records: Records, words: WordIndex) -> None:
        self._records = records
        self._words = words

    def search(self, query: Node, *, limit: int, after: str | None, sort: Sort) -> Hits:
        """As `PostingStore.search`. The last key of a page asks for the next: pages stand while others write."""
        start = _read_after(after)
        find = self._by_score if sort == "score" else self._by_key
        total, keys = find(query, limit, start, sort)
        numbers = [number_of(key) for key in keys] if sort == "risk" else keys
        rows: dict[int, Row] = {}
        for at in range(0, len(numbers), 500):
            some = numbers[at : at + 500]
            rows |= {row.n: row for row in self._records.rows(f"n IN ({', '.join('?' * len(some))})", some)}
        more = len(keys) == limit and limit > 0
        following = (start or 0) + limit if sort == "score" else keys[-1] if keys else 0
        return Hits(total, tuple(rows[n].posting() for n in numbers if n in rows), str(following) if more else None)

    def facets(self, query: Node, field: str, *, limit: int) -> list[tuple[str, int]]:
        if field not in VALUE_FIELDS:
            raise UsageError(f"{field} cannot be counted; fields that can: {', '.join(sorted(VALUE_FIELDS))}")
        wanted = {"values": {"terms": {"field": field, "size": limit, "segment_size": _SEGMENT_BUCKETS}}}
        found = self._words.ask(
            with_present_names(query, self.campaign), lambda searcher, compiled: searcher.aggregate(compiled, wanted)
        )
        buckets = [(bucket["key"], bucket["doc_count"]) for bucket in found["values"]["buckets"]]
        return sorted(buckets, key=lambda bucket: (-bucket[1], bucket[0]))

    def campaign(self, name: str) -> str:
        """The present name of a campaign."""
        row = self._records.connection.execute("SELECT campaign FROM aliases WHERE alias = ?", (name,)).fetchone()
        return row[0] if row else name

    def _by_key(self, query: Node, limit: int, below: int | None, sort: Sort) -> tuple[int, list[int]]:
        """All hits in number, and the keys of those that come next: newest or riskiest first."""
        field = RISK_ORDER if sort == "risk" else NUMBER

        def answer(searcher: tantivy.Searcher, compiled: Query) -> tuple[int, list[int]]:
            total: int = searcher.search(compiled, limit=1, count=True).count  # type: ignore[attr-defined]  # its stub forgets it
            hits = searcher.search(_below(compiled, field, below), limit=max(limit, 1), count=False, order_by_field=field).hits
            return total, [int(key) for key, _ in hits[:limit]]

        return self._words.ask(with_present_names(query, self.campaign), answer)

    def _by_score(self, query: Node, limit: int, offset: int | None, _: Sort) -> tuple[int, list[int]]:
        start = offset or 0
        if start + limit > _DEEPEST:
            raise UsageError(f"by score only the first {_DEEPEST} results can be seen; narrow the search or sort by newest")

        def answer(searcher: tantivy.Searcher, compiled: Query) -> tuple[int, list[int]]:
            found = searcher.search(compiled, limit=max(limit, 1), offset=start)
            numbers = searcher.fast_field_values(NUMBER, [address for _, address in found.hits[:limit]])
            total: int = found.count  # type: ignore[attr-defined]  # its stub forgets it
            return total, [int(n) for n in numbers if n is not None]

        return self._words.ask(with_present_names(query, self.campaign), answer)


def _below(compiled: Query, field: str, key: int | None) -> Query:
    if key is None:
        return compiled
    later = Query.range_query(build_schema(), field, tantivy.FieldType.Integer, None, key, include_upper=False)
    return Query.boolean_query([(tantivy.Occur.Must, compiled), (tantivy.Occur.Must, Query.const_score_query(later, 0.0))])


def _read_after(after: str | None) -> int | None:
    if after is None:
        return None
    if not (after.isascii() and after.isdigit() and len(after) < 19):
        raise UsageError(f"{after[:40]!r} is not where a page of results ended")
    return int(after)
