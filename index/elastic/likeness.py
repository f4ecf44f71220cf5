"""Which texts of the archive and of a chunk are near copies of each other: bands find candidates, whole texts decide."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from index.elastic.glance import MOST_HITS, Glance, Glances, Query, asked
from index.fingerprint import Fingerprint, fingerprint, is_near_duplicate
from index.shapes import COMPARED

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# A server takes 65,536 terms in one query at most (index.max_terms_count).
_MOST_TERMS: Final = 60_000
# More candidates than this for one query: then each posting asks for its own best.
_MOST_CANDIDATES: Final = 2_000
_REMEMBERED: Final = 1_000
_TEXT: Final = ("title", "text", "contacts.start", "contacts.end")


class Likeness:
    """Remembers some texts, since candidates come again. Raises the client's errors."""

    def __init__(self, client: Elasticsearch, glances: Glances) -> None:
        self._client = client
        self._glances = glances
        self._texts: OrderedDict[str, Fingerprint] = OrderedDict()

    def among(self, chunk: Sequence[Glance]) -> dict[str, set[str]]:
        """Digest → digests of near copies, its own too where another posting has the same text.

        Digests of the chunk's postings alone; those that are like nobody are left out.
        """
        told = [glance for glance in chunk if glance.digest and glance.bands]
        pairs = _best(told, [*self._archive(told), *told])
        self._read(told, pairs)
        alike: dict[str, set[str]] = defaultdict(set)
        for one, other in pairs:
            if one == other.digest or self._are_alike(one, str(other.digest)):
                alike[one].add(str(other.digest))
        return dict(alike)

    def _archive(self, chunk: Sequence[Glance]) -> list[Glance]:
        """Postings outside the chunk that share a band with one in it, one for each text."""
        bands = sorted({band for glance in chunk for band in glance.bands})
        own = [glance.id for glance in chunk]
        searches = [
            _sharing(bands[start : start + _MOST_TERMS], own, _MOST_CANDIDATES) for start in range(0, len(bands), _MOST_TERMS)
        ]
        found = list(self._glances.search(searches))
        if any(len(hits) == _MOST_CANDIDATES for hits in found):
            found = list(self._glances.search(_ranked(glance, own) for glance in chunk))
        return [glance for hits in found for glance in hits]

    def _read(self, chunk: Sequence[Glance], pairs: Iterable[tuple[str, Glance]]) -> None:
        """Have the texts at hand that are to be compared."""
        places = {str(glance.digest): glance for glance in chunk}
        wanted: dict[str, Glance] = {}
        for one, other in pairs:
            if one != other.digest:
                wanted |= {one: places[one], str(other.digest): other}
        for digest in wanted.keys() & self._texts.keys():
            self._texts.move_to_end(digest)
        missing = {digest: glance for digest, glance in wanted.items() if digest not in self._texts}
        while len(self._texts) > max(_REMEMBERED - len(missing), len(wanted) - len(missing)):
            self._texts.popitem(last=False)
        for start in range(0, len(missing), MOST_HITS):
            self._fetch(dict(list(missing.items())[start : start + MOST_HITS]))

    def _fetch(self, places: Mapping[str, Glance]) -> None:
        docs = [{"_index": glance.index, "_id": glance.id, "_source": _TEXT} for glance in places.values()]
        answer = self._client.mget(docs=docs)
        for digest, doc in zip(places, answer["docs"], strict=True):
            if doc.get("found"):
                self._texts[digest] = _fingerprint(doc["_source"])

    def _are_alike(self, one: str, other: str) -> bool:
        """A text that was replaced or erased since is like none."""
        found = self._texts.get(one), self._texts.get(other)
        return None not in found and is_near_duplicate(*found)  # type: ignore[arg-type]  # neither is None


def _best(chunk: Sequence[Glance], candidates: Iterable[Glance]) -> list[tuple[str, Glance]]:
    """(digest, candidate) pairs to be compared: for each text those that share most bands with it, its equals aside."""
    by_band: dict[int, dict[str, Glance]] = defaultdict(dict)
    carriers: dict[str, set[str]] = defaultdict(set)
    for glance in candidates:
        carriers[str(glance.digest)].add(glance.id)
        for band in glance.bands:
            by_band[band].setdefault(str(glance.digest), glance)
    pairs: dict[tuple[str, str], Glance] = {}
    for glance in chunk:
        own = str(glance.digest)
        shared = Counter(digest for band in glance.bands for digest in by_band[band])
        if len(carriers[own]) > 1:
            pairs[own, own] = glance
        del shared[own]
        for digest, _ in shared.most_common(COMPARED):
            pairs[own, digest] = next(by_band[band][digest] for band in glance.bands if digest in by_band[band])
    return [(own, other) for (own, _), other in pairs.items()]


def _sharing(bands: list[int], own: list[str], size: int) -> Query:
    query = {"bool": {"filter": [{"terms": {"store.bands": bands}}], "must_not": [{"terms": {"values.id": own}}]}}
    return asked(query, size=size, bands=True, collapse={"field": "store.digest"})


def _ranked(glance: Glance, own: list[str]) -> Query:
    """Those first that share most bands."""
    shared = [{"constant_score": {"filter": {"term": {"store.bands": band}}}} for band in glance.bands]
    query = {"bool": {"should": shared, "minimum_should_match": 1, "must_not": [{"terms": {"values.id": own}}]}}
    size = COMPARED + 1
    return asked(query, size=size, bands=True, collapse={"field": "store.digest"}) | {"query": query, "sort": ["_score"]}


def _fingerprint(source: Mapping[str, Any]) -> Fingerprint:
    spans = ((contact["start"], contact["end"]) for contact in source.get("contacts", ()))
    return fingerprint(f"{source['title']}\n{source['text']}", spans)
