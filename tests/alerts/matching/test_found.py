from __future__ import annotations

from pathlib import Path

from alerts.matching.found import Found
from benchmarks.made_up_postings import made_up_postings
from benchmarks.made_up_searches import made_up_searches
from benchmarks.matching_figures import make_search
from index.embedded import EmbeddedStore
from index.query import parse_query
from tests.alerts.matching.desk import NOW

POSTINGS, SEARCHES = 150, 300


def test_matching_finds_what_one_search_per_rule_finds(tmp_path: Path) -> None:
    with EmbeddedStore(tmp_path, reassess=lambda tagged: tagged.risk) as store:
        store.upsert(made_up_postings(POSTINGS), at=NOW)
        postings = list(store.all())
        searches = [make_search(n, text, parse_query(text)) for n, text in enumerate(made_up_searches(SEARCHES, postings))]
        found = Found(searches, postings)
        by_search: dict[str, set[str]] = {search.name: set() for search in searches}
        for posting in postings:
            for own in found.by(posting.id).values():
                for search in own:
                    by_search[search.name].add(posting.id)
        assert any(by_search.values())
        for search in searches:
            assert by_search[search.name] == {hit.id for hit in store.search(search.narrowed, limit=POSTINGS).postings}, search.name
