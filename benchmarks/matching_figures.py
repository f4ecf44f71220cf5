"""How fast saved searches are matched: `python benchmarks/matching.py [--json]`.

`seconds_10000x1000`: 10,000 subscriptions of distinct queries (words, phrases, NOT, filters, distances) against one batch of 1,000
new postings. In it are: reading the postings' fields, every query with its alert's filters, and the words to be marked of
everything that was found. Not in it: parsing the queries, which a process does once (`parse_seconds_10000`), and the ledger.

`ratio_to_search_per_rule`: how much longer one search a rule takes for the same rules, as ElastAlert-like tools work, each for
the first twenty of what came in with this batch, in an embedded store that holds nothing but these 1,000 postings. The two take
turns in one run.

All seconds are of the processor, so of one core.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alerts.matching.filters import narrowed
from alerts.matching.found import Found
from alerts.matching.searches import Search
from alerts.matching.starts import Start
from benchmarks.made_up_postings import COMPOUNDS, COUNTRIES, WORDS, made_up_postings
from benchmarks.made_up_searches import made_up_searches
from compoundwatch.config import AlertConfig
from compoundwatch.posting import Posting
from index.embedded import EmbeddedStore
from index.highlight import Highlighter
from index.query import And, Node, Range, parse_query

POSTINGS = 1000
SUBSCRIPTIONS = (100, 1000, 10_000, 100_000)
MAIN = 10_000
ROUNDS = 3
AT = datetime(2026, 11, 21, tzinfo=UTC)
_START = Start("", 0, AT)


@dataclass(frozen=True, slots=True)
class Measured:
    """Processor seconds of one matching, and what it found: pairs of a subscription and a posting, and words marked in them."""

    seconds: float
    hits: int
    marks: int


def main() -> None:
    """Measure and print."""
    options = _options()
    with TemporaryDirectory() as folder, EmbeddedStore(Path(folder), reassess=lambda tagged: tagged.risk) as store:
        store.upsert(made_up_postings(POSTINGS), at=AT)
        figures = measure(store, options.subscriptions)
    print(json.dumps(figures) if options.json else _table(figures))


def measure(store: EmbeddedStore, sizes: Sequence[int]) -> dict[str, Any]:
    """All figures over the postings of the store; the sizes that are measured besides are numbers of subscriptions."""
    postings = list(store.all())
    texts = list(made_up_searches(max(*sizes, MAIN), postings))
    began = time.process_time()
    queries = [parse_query(text) for text in texts[:MAIN]]
    parsing = time.process_time() - began
    searches = [make_search(number, texts[number], query) for number, query in enumerate(queries)]
    ours, per_rule = _side_by_side(store, searches, postings)
    best = min(ours, key=lambda one: one.seconds)
    many = [*searches, *(make_search(number, texts[number], parse_query(texts[number])) for number in range(MAIN, len(texts)))]
    by_size = {str(size): round(_match(many[:size], postings).seconds, 3) for size in sizes}
    return {
        "seconds_10000x1000": round(best.seconds, 3),
        "ratio_to_search_per_rule": round(per_rule / best.seconds, 1),
        "seconds_by_subscriptions": by_size,
        "parse_seconds_10000": round(parsing, 3),
        "search_per_rule_seconds": round(per_rule, 3),
        "hits": best.hits,
        "words_marked": best.marks,
    }


def _side_by_side(store: EmbeddedStore, searches: Sequence[Search], postings: Sequence[Posting]) -> tuple[list[Measured], float]:
    """Ours in each round, and one search for each rule: a part of the rules in each round."""
    ours, per_rule = [], 0.0
    for number in range(ROUNDS):
        ours.append(_match(searches, postings))
        began = time.process_time()
        for search in searches[number::ROUNDS]:
            store.search(And((search.narrowed, Range("ingested_at", low=AT))))
        per_rule += time.process_time() - began
    return ours, per_rule


def _match(searches: Sequence[Search], postings: Sequence[Posting]) -> Measured:
    """As matching does it, up to the words that are marked."""
    began = time.process_time()
    hits = marks = 0
    found = Found(searches, postings)
    for posting in postings:
        highlighter = Highlighter(posting)
        for own in found.by(posting.id).values():
            marks += len(highlighter.spans(search.query for search in own))
            hits += len(own)
    return Measured(time.process_time() - began, hits, marks)


def make_search(number: int, text: str, query: Node) -> Search:
    """A query as a subscription of its own; every third has filters beside it."""
    chance, mail = random.Random(number), f"desk{number}@ngo.example"
    filters: dict[str, Any] = {"min_level": chance.choice(("low", "watch", "high"))}
    if number % 3 == 0:
        choices: tuple[dict[str, Any], ...] = (
            {"countries": tuple(chance.sample(COUNTRIES, 2))},
            {"languages": tuple(chance.sample(list(WORDS), 4))},
            {"compounds": (chance.choice(COMPOUNDS)[0],)},
            {"links": ("name", "near")},
        )
        filters |= chance.choice(choices)
    fields = {"title": "made up", "email": mail, "consent": "made up for a measurement", "query": text}
    alert = AlertConfig(name=f"s{number}", **fields, **filters)
    return Search(alert.name, mail, alert, query, narrowed(alert, query), _START)


def _table(figures: dict[str, Any]) -> str:
    main, per_rule = figures["seconds_10000x1000"], figures["search_per_rule_seconds"]
    lines = [
        f"10,000 subscriptions x 1,000 postings {main:8.3f} s   {figures['hits']:,} hits, {figures['words_marked']:,} words marked",
        f"one search a rule, the same rules     {per_rule:8.3f} s   {figures['ratio_to_search_per_rule']} times as long",
        f"parsing 10,000 queries, once          {figures['parse_seconds_10000']:8.3f} s",
    ]
    for size, seconds in figures["seconds_by_subscriptions"].items():
        lines.append(f"{int(size):7,} subscriptions                 {seconds:8.3f} s   {seconds / int(size) * 1e6:8.1f} µs each")
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--subscriptions", type=int, nargs="+", default=SUBSCRIPTIONS, help="numbers of subscriptions to measure")
    return parser.parse_args(sys.argv[1:])


if __name__ == "__main__":
    main()
