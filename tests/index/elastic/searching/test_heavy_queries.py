"""The heaviest searches that the query language lets through are answered, not refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest

from compoundwatch.posting import TaggedPosting
from index.elasticsearch import ElasticsearchStore
from index.grammar import MAX_DEPTH
from index.query import parse_query

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WORDS = [f"{first}{second}" for first in _LETTERS for second in _LETTERS]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (" OR ".join(f"{word}*" for word in _WORDS[:499]) + " OR typing", 1),
        (" ".join(f"-{word}" for word in _WORDS[:499]) + " typing", 1),
        (" OR ".join(f'"{word} {word}"' for word in _WORDS[:245]) + " OR typing", 1),
        ("contact:(" + " OR ".join(f"hr_{word}" for word in _WORDS[:499]) + ")", 0),
        ("-(" * MAX_DEPTH + "typing" + ")" * MAX_DEPTH, (MAX_DEPTH + 1) % 2),
        ("near:0,0~20000km OR near:1,1~20000km", 0),
    ],
    ids=["beginnings", "left out", "phrases", "contacts", "brackets", "distances"],
)
def test_the_heaviest_search_is_answered(
    server_store: ElasticsearchStore, make_posting: Callable[..., TaggedPosting], now: datetime, query: str, found: int
) -> None:
    server_store.upsert([make_posting("one", "Typing all night")], at=now)

    assert server_store.search(parse_query(query)).total == found
