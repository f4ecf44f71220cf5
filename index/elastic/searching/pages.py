"""Reading the server store: pages of results, counts by value, single postings. All months are asked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from compoundwatch.errors import UsageError
from compoundwatch.posting import Posting
from index.elastic.names import Names
from index.elastic.schema.documents import from_document
from index.elastic.searching.areas import Dsl
from index.elastic.searching.cursor import SORTS, read_cursor, write_cursor
from index.elastic.searching.queries import compile_query
from index.elastic.settling.campaigns import Campaigns
from index.fields import VALUE_FIELDS
from index.nearby import read_point_term
from index.present import with_present_names
from index.query import Node, Point
from index.store import Hits, Sort

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Postings in one answer; a text may be megabytes long.
_PAGE: Final = 500
# As many distinct values of each shard are counted exactly; the server makes no more than 65,536 buckets.
_SHARD_BUCKETS: Final = 65_000
_EDGE_POINTS: Final = 10_000


class Pages:
    """Raises the client's errors."""

    def __init__(self, client: Elasticsearch, names: Names) -> None:
        self._client = client
        self._names = names
        self._campaigns = Campaigns(client, names)

    def search(self, query: Node, *, limit: int, after: str | None, sort: Sort) -> Hits:
        """As `PostingStore.search`; pages by newest and by risk stand while others write, to any depth."""
        start, compiled = read_cursor(after, sort), self._compile(query)
        hits: list[dict[str, Any]] = []
        total = 0
        while not hits or len(hits) < limit:
            size = min(limit - len(hits), _PAGE)
            answer = self._ask(compiled, size, hits[-1]["sort"] if hits else start, sort, count=not hits)
            total = total or answer["total"]["value"]
            hits += answer["hits"]
            if len(answer["hits"]) < size or limit == 0:
                break
        following = write_cursor(hits[-1]["sort"]) if hits and len(hits) == limit else None
        return Hits(total, tuple(from_document(hit["_source"]) for hit in hits), following)

    def facets(self, query: Node, field: str, *, limit: int) -> list[tuple[str, int]]:
        """As `PostingStore.facets`; exact where no shard has more than 65,000 different values among the hits."""
        if field not in VALUE_FIELDS:
            raise UsageError(f"{field} cannot be counted; fields that can: {', '.join(sorted(VALUE_FIELDS))}")
        counted = {"field": f"values.{field}", "size": limit, "shard_size": max(limit, _SHARD_BUCKETS)}
        return [(bucket["key"], bucket["doc_count"]) for bucket in self._buckets(self._compile(query), counted)]

    def get(self, posting_id: str) -> Posting | None:
        """In real time: what was just written is there."""
        month = self._month(posting_id)
        source = self._source(self._names.month_alias(month), posting_id) if month else None
        return from_document(source) if source else None

    def find(self, id_prefix: str, *, limit: int = 2) -> list[str]:
        """As `PostingStore.find`."""
        found = {"prefix": {"id": id_prefix.lower()}}
        answer = self._search(query=found, size=limit, sort=[{"id": "asc"}], source=False)
        return [hit["_id"] for hit in answer["hits"]["hits"]]

    def all(self) -> Iterator[Posting]:
        """Every posting in id order, streamed; one that is written meanwhile may or may not be among them."""
        after: list[Any] | None = None
        while True:
            answer = self._search(size=_PAGE, sort=[{"id": "asc"}], search_after=after, track_total_hits=False)
            hits = answer["hits"]["hits"]
            yield from (from_document(hit["_source"]) for hit in hits)
            if len(hits) < _PAGE:
                return
            after = hits[-1]["sort"]

    def campaign(self, name: str) -> str:
        """The present name of a campaign."""
        return self._campaigns.present([name])[name]

    def _compile(self, query: Node) -> Dsl:
        return compile_query(with_present_names(query, self.campaign), self._points_of)

    def _ask(self, query: Dsl, size: int, after: list[Any] | None, sort: Sort, *, count: bool) -> dict[str, Any]:
        answer = self._search(
            query=query,
            size=size,
            sort=SORTS[sort],
            search_after=after,
            track_total_hits=count,
        )
        hits: dict[str, Any] = answer["hits"]
        return {"total": {"value": 0}, **hits}

    def _points_of(self, query: Dsl) -> Iterable[Point]:
        counted = {"field": "values.point", "size": _EDGE_POINTS}
        return [read_point_term(bucket["key"]) for bucket in self._buckets(query, counted)]

    def _buckets(self, query: Dsl, counted: Dsl) -> list[dict[str, Any]]:
        answer = self._search(query=query, size=0, aggs={"values": {"terms": counted}}, track_total_hits=False)
        buckets: list[dict[str, Any]] = answer.get("aggregations", {}).get("values", {}).get("buckets", [])
        return buckets

    def _search(self, **request: Any) -> Any:
        """A store that holds no month yet finds nothing; a shard that cannot answer is an error, never fewer hits."""
        return self._client.search(
            index=self._names.postings, ignore_unavailable=True, allow_partial_search_results=False, **request
        )

    def _month(self, posting_id: str) -> str | None:
        source = self._source(self._names.single("ids"), posting_id)
        return source.get("month") if source else None

    def _source(self, index: str, document_id: str) -> dict[str, Any] | None:
        from elasticsearch import NotFoundError

        try:
            answer = self._client.get(index=index, id=document_id)
        except NotFoundError:
            return None
        source: dict[str, Any] = answer["_source"]
        return source
