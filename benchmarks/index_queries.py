"""Ten typical searches of an analyst, and how long a store takes for them."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Final

from index.query import parse_query
from index.store import PostingStore

ROUNDS: Final = 50
QUERIES: Final = (
    "招聘 客服",
    "tuyen dung lương cao",
    '"customer service" OR "call center"',
    "typ* -casino",
    "near:16.65,98.52~25km risk:>=0.7",
    "country:(KH OR MM) level:critical",
    "contact:hr_1234",
    "wallet:* first_seen:2026-11-05..",
    "compound:kk-park",
    "destination:poipet pay_usd:2000..4000",
)


def query_figures(store: PostingStore, told: Callable[[str], None]) -> dict[str, object]:
    """`query_p50_ms` and `query_p99_ms` over all, `hits` and `p50_p99_ms` by query; each is asked fifty times, in turns.

    The first round is among them: nothing is warmed up. A search brings 20 postings and the number of all hits.
    """
    nodes = [parse_query(query) for query in QUERIES]
    times: dict[str, list[float]] = {query: [] for query in QUERIES}
    totals: dict[str, int] = {}
    for number in range(ROUNDS):
        told(f"queries, round {number + 1} of {ROUNDS}")
        for query, node in zip(QUERIES, nodes, strict=True):
            began = time.perf_counter()
            totals[query] = store.search(node).total
            times[query].append((time.perf_counter() - began) * 1000)
    p50, p99 = _percentiles([one for found in times.values() for one in found])
    by_query = {query: _percentiles(found) for query, found in times.items()}
    return {"query_p50_ms": p50, "query_p99_ms": p99, "hits": totals, "p50_p99_ms": by_query}


def _percentiles(times: list[float]) -> tuple[float, float]:
    return round(statistics.median(times), 2), round(statistics.quantiles(times, n=100)[98], 2)
