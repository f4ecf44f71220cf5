"""Which texts of the archive and of a chunk are near copies of each other: bands find candidates, whole texts decide."""

from __future__ import annotations

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from index.elastic.settling.glance import MOST_HITS, Glance, Glances, Query, asked
from index.elastic.settling.link_keys import bands_of, may_be_alike
from index.fingerprint import Fingerprint, fingerprint, is_near_duplicate
from index.shapes import COMPARED

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# A server takes 65,536 terms in one query at most (index.max_terms_count).
_MOST_TERMS: Final = 60_000
# How many postings ask for their own best candidates in one request, once all of them together have too many.
_AT_ONCE: Final = 50
_REMEMBERED: Final = 1_000
_TEXT: Final = ("title", "text", "contacts.start", "contacts.end")


class Likeness:
    """Remembers some texts, since candidates come again. Raises the client's errors.

    `most`: candidates that a chunk may have altogether before each of its postings asks for its own.
    """

    def __init__(self, client: Elasticsearch, glances: Glances, *, most: int = MOST_HITS) -> None:
        self._most = most
        self._client = client
        self._glances = glances
        self._texts: OrderedDict[str, Fingerprint] = OrderedDict()

    def among(self, chunk: Sequence[Glance]) -> dict[str, set[str]]:
        """Digest → digests of near copies, its own too where another posting has the same text.

        Digests of the chunk's postings alone; those that are like nobody are left out.
        """
        told = [glance for glance in chunk if glance.digest]
        sketches = {str(glance.digest): glance.sketch for glance in told}
        alike: dict[str, set[str]] = defaultdict(set)
        pairs = []
        for one, other in self._candidates(told):
            if one == other.digest:
                alike[one].add(one)
            elif may_be_alike(sketches[one], other.sketch):
                pairs.append((one, other))
        self._read(told, pairs)
        for one, other in pairs:
            if self._are_alike(one, str(other.digest)):
                alike[one].add(str(other.digest))
        return dict(alike)

    def _candidates(self, chunk: Sequence[Glance]) -> Iterator[tuple[str, Glance]]:
        """(digest, posting) pairs: those with the same text, and those that share most bands with it."""
        bands = sorted({band for glance in chunk for band in bands_of(glance.sketch)})
        own = [glance.id for glance in chunk]
        parts = (bands[start : start + _MOST_TERMS] for start in range(0, len(bands), _MOST_TERMS))
        found = list(self._glances.search(_sharing(part, own, self._most) for part in parts))
        if all(len(hits) < self._most for hits in found):
            yield from _best(chunk, [*(glance for hits in found for glance in hits), *chunk])
            return
        for start in range(0, len(chunk), _AT_ONCE):
            asking = chunk[start : start + _AT_ONCE]
            for glance, hits in zip(asking, self._glances.search(map(_ranked, asking)), strict=True):
                yield from _best([glance], hits)

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
        text, text_too = self._texts.get(one), self._texts.get(other)
        return text is not None and text_too is not None and is_near_duplicate(text, text_too)


def _best(chunk: Sequence[Glance], candidates: Iterable[Glance]) -> Iterator[tuple[str, Glance]]:
    """(digest, candidate) pairs to be compared: for each text the others that share most bands with it, and one equal."""
    shared: dict[str, Counter[str]] = {str(glance.digest): Counter() for glance in chunk}
    owners: dict[str, str] = {}
    owners_too: dict[str, list[str]] = defaultdict(list)
    for digest, sketch in {str(glance.digest): glance.sketch for glance in chunk}.items():
        for band in bands_of(sketch):
            if owners.setdefault(band, digest) != digest:
                owners_too[band].append(digest)
    texts: dict[str, Glance] = {}
    for other in candidates:
        digest = str(other.digest)
        first = texts.setdefault(digest, other)
        if first is other:
            for band in owners.keys() & set(bands_of(other.sketch)):
                for owner in (owners[band], *owners_too.get(band, ())):
                    shared[owner][digest] += 1
        elif first.id != other.id and digest in shared:
            yield digest, other
    for digest, counted in shared.items():
        del counted[digest]
        yield from ((digest, texts[other]) for other, _ in counted.most_common(COMPARED))


def _sharing(bands: Sequence[str], own: list[str], size: int) -> Query:
    """Postings that share a band with any of those asked for."""
    terms = {"terms": {"store.bands": list(bands)}}
    return asked({"bool": {"filter": [terms], "must_not": [{"terms": {"values.id": own}}]}}, size=size, sketch=True)


def _ranked(glance: Glance) -> Query:
    """Those first that share most bands: dearer than `_sharing`, but bounded."""
    shared = [{"constant_score": {"filter": {"term": {"store.bands": band}}}} for band in bands_of(glance.sketch)]
    # Not only the posting itself: others of the same text are no candidates either.
    return asked({}, size=2 * COMPARED, sketch=True) | {"query": {"bool": {"should": shared}}, "sort": ["_score"]}


def _fingerprint(source: Mapping[str, Any]) -> Fingerprint:
    spans = ((contact["start"], contact["end"]) for contact in source.get("contacts", ()))
    return fingerprint(f"{source['title']}\n{source['text']}", spans)
