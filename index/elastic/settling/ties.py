"""Which postings of a chunk are tied to anybody. Most are not: for them nothing else is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from index.elastic.settling.glance import Glance, Glances, Query
from index.linking import HUB_POSTINGS, HUB_TEXTS

_MOST_TERMS: Final = 10_000
_NAMING: Final[Query] = {"bool": {"should": [{"exists": {"field": "store.named"}}, {"exists": {"field": "store.had"}}]}}


@dataclass(frozen=True, slots=True)
class Ties:
    """`alike`: digest → digests of near copies. `tied`: postings of the chunk that linking has to look at, in its order."""

    alike: Mapping[str, set[str]]
    tied: Sequence[Glance]


def find_ties(glances: Glances, chunk: Sequence[Glance], alike: Mapping[str, set[str]]) -> Ties:
    """A shared contact ties where one of those that share it names a compound; a near copy and a campaign always do."""
    speaking = _speaking_keys(glances, chunk)
    tied = [
        glance
        for glance in chunk
        if glance.digest in alike or glance.campaign or glance.is_linked or not speaking.isdisjoint((*glance.keys, *glance.left))
    ]
    return Ties(alike, tied)


def hubs_among(glances: Glances, keys: Iterable[str]) -> set[str]:
    """Contacts of so many texts or postings that they tie nobody."""
    texts = {"campaigns": {"cardinality": {"field": "values.campaign"}}, "alone": {"missing": {"field": "values.campaign"}}}
    hubs: set[str] = set()
    for bucket in _buckets(glances, sorted(set(keys)), None, texts):
        count = bucket["campaigns"]["value"] + bucket["alone"]["doc_count"]
        if count > HUB_TEXTS or bucket["doc_count"] > HUB_POSTINGS:
            hubs.add(bucket["key"])
    return hubs


def _speaking_keys(glances: Glances, chunk: Sequence[Glance]) -> set[str]:
    """Contacts of two postings or more of which one names a compound, or did."""
    keys = sorted({key for glance in chunk for key in glance.keys})
    own = {key for glance in chunk if glance.is_speaking for key in glance.keys}
    left = {key for glance in chunk for key in glance.left}
    named = {bucket["key"] for bucket in _buckets(glances, keys, _NAMING)}
    shared = Counter({bucket["key"]: bucket["doc_count"] for bucket in _buckets(glances, sorted({*own, *left, *named}), None)})
    return {key for key, count in shared.items() if count > 1 or key in left}


def _buckets(glances: Glances, keys: Sequence[str], only: Query | None, inner: Query | None = None) -> list[Mapping[str, Any]]:
    """One for each of these keys that any posting has."""
    parts = [list(keys[start : start + _MOST_TERMS]) for start in range(0, len(keys), _MOST_TERMS)]
    answers = glances.answers(_counting(part, only, inner) for part in parts)
    return [bucket for answer in answers for bucket in answer.get("aggregations", {}).get("keys", {}).get("buckets", ())]


def _counting(keys: list[str], only: Query | None, inner: Query | None) -> Query:
    filters = [{"terms": {"store.keys": keys}}, *([only] if only else [])]
    # Of a field with millions of values the server would otherwise number all after every refresh.
    terms = {"field": "store.keys", "include": keys, "size": len(keys), "execution_hint": "map"}
    counted = {"terms": terms, **({"aggs": inner} if inner else {})}
    return {"query": {"bool": {"filter": filters}}, "size": 0, "aggs": {"keys": counted}, "track_total_hits": False}
