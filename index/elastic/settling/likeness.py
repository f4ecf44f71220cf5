"""Which texts of the archive and of a chunk are near copies of each other: bands find candidates, whole texts decide."""

from __future__ import annotations

from base64 import b64decode
from collections import OrderedDict, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from index.elastic.settling.glance import Glance, Glances, Query
from index.elastic.settling.link_keys import bands_of, may_be_alike
from index.fingerprint import Fingerprint, fingerprint, is_near_duplicate
from index.shapes import COMPARED

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

# Texts whose candidates are asked for in one request.
_AT_ONCE: Final = 100
# Texts that are read in one request.
_READ_AT_ONCE: Final = 200
_REMEMBERED: Final = 1_000
_TEXT: Final = ("title", "text", "contacts.start", "contacts.end")
_SKETCH_FIELDS: Final = ("values.id", "store.digest", "store.sketch")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and one posting in which it stands."""

    digest: str
    sketch: bytes
    index: str
    posting_id: str


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
        texts = {glance.digest: _Text(glance.digest, glance.sketch, glance.index, glance.id) for glance in chunk if glance.digest}
        alike = defaultdict(set, {digest: {digest} for digest in self._repeated(texts)})
        pairs = [(one, other) for one, other in self._candidates(texts.values()) if may_be_alike(one.sketch, other.sketch)]
        self._read({text.digest: text for pair in pairs for text in pair})
        for one, other in pairs:
            if self._are_alike(one.digest, other.digest):
                alike[one.digest].add(other.digest)
        return dict(alike)

    def _repeated(self, digests: Iterable[str]) -> list[str]:
        """Those of these texts that stand in more than one posting."""
        wanted = sorted(digests)
        if not wanted:
            return []
        # Of a field with millions of values the server would otherwise number all after every refresh.
        counted = {"field": "store.digest", "include": wanted, "size": len(wanted), "min_doc_count": 2, "execution_hint": "map"}
        query = {"bool": {"filter": [{"terms": {"store.digest": wanted}}]}}
        (answer,) = self._glances.answers([{"query": query, "size": 0, "aggs": {"texts": {"terms": counted}}}])
        return [bucket["key"] for bucket in answer.get("aggregations", {}).get("texts", {}).get("buckets", ())]

    def _candidates(self, texts: Iterable[_Text]) -> Iterator[tuple[_Text, _Text]]:
        """For each text the others that share most bands with it, rare ones first."""
        asking = list(texts)
        for start in range(0, len(asking), _AT_ONCE):
            part = asking[start : start + _AT_ONCE]
            for text, answer in zip(part, self._glances.answers(map(_sharing, part)), strict=True):
                yield from ((text, _text(hit)) for hit in answer["hits"]["hits"])

    def _read(self, wanted: Mapping[str, _Text]) -> None:
        """Have the texts at hand that are to be compared."""
        for digest in wanted.keys() & self._texts.keys():
            self._texts.move_to_end(digest)
        missing = [text for digest, text in wanted.items() if digest not in self._texts]
        while len(self._texts) > max(_REMEMBERED - len(missing), len(wanted) - len(missing)):
            self._texts.popitem(last=False)
        for start in range(0, len(missing), _READ_AT_ONCE):
            self._fetch(missing[start : start + _READ_AT_ONCE])

    def _fetch(self, texts: Sequence[_Text]) -> None:
        docs = [{"_index": text.index, "_id": text.posting_id, "_source": _TEXT} for text in texts]
        for text, doc in zip(texts, self._client.mget(docs=docs)["docs"], strict=True):
            if doc.get("found"):
                self._texts[text.digest] = _fingerprint(doc["_source"])

    def _are_alike(self, one: str, other: str) -> bool:
        """A text that was replaced or erased since is like none."""
        text, text_too = self._texts.get(one), self._texts.get(other)
        return text is not None and text_too is not None and is_near_duplicate(text, text_too)


def _sharing(text: _Text) -> Query:
    """Other texts that share bands with one, one posting of each; what many postings share weighs little."""
    shared = [{"term": {"store.bands": band}} for band in bands_of(text.sketch)]
    others = {"should": shared, "minimum_should_match": 1, "must_not": [{"term": {"store.digest": text.digest}}]}
    return {
        "query": {"bool": others},
        "collapse": {"field": "store.digest"},
        "size": COMPARED,
        "_source": False,
        "stored_fields": "_none_",
        "docvalue_fields": list(_SKETCH_FIELDS),
        "track_total_hits": False,
    }


def _text(hit: Mapping[str, Any]) -> _Text:
    fields: Mapping[str, list[Any]] = hit["fields"]
    return _Text(fields["store.digest"][0], b64decode(fields["store.sketch"][0]), hit["_index"], fields["values.id"][0])


def _fingerprint(source: Mapping[str, Any]) -> Fingerprint:
    spans = ((contact["start"], contact["end"]) for contact in source.get("contacts", ()))
    return fingerprint(f"{source['title']}\n{source['text']}", spans)
